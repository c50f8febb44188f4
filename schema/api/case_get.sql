-- SPDX-License-Identifier: Apache-2.0
-- A comment's case, also for API tokens with the scope moderation:read, cut by core.case_bounded() unless p_full; version 0 if none was opened. Reading changes nothing: claim_renew and decisions renew claims.
-- Outcomes:
--   ok          {case} with parent, escalation and former revisions
--   not_found   no such comment, or of a site that is not the viewer's
--   sanctioned  {kind, until}: a ban
--   scope       {scope}: the API token lacks it
--   sign_in, second_factor, forbidden, token_ended, token_expired
create or replace function api_1.case_get(p_viewer bytea, p_comment uuid, p_full boolean default false, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_reader(w, p_viewer, 'moderation:read', null, null) g;
	if outcome <> 'ok' then
		return;
	end if;
	perform from core.comment c join core.article a on a.id = c.article_id
	where c.id = p_comment and (v_sites is null or a.site_id = any(v_sites));
	if not found then
		outcome := 'not_found';
		return;
	end if;
	body := core.case_detail_json(p_comment);
	if not p_full then
		body := core.case_bounded(body::jsonb)::json;
	end if;
end $$;
