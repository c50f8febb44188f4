-- SPDX-License-Identifier: Apache-2.0
-- Decisions of the viewer's sites, newest first; also for API tokens with the scope moderation:read. Null parameters do not filter and are left out of the statement, so
-- that each filter finds its index. p_site: the key
-- of one site; null: all of the viewer's.
-- Outcomes:
--   ok          {decisions, next}: next is an id or null
--   not_found   p_site: no such site, or one where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   scope       {scope}: the API token lacks it
--   sign_in, second_factor, forbidden, token_ended, token_expired
create or replace function api_1.decision_log(p_viewer bytea, p_account uuid, p_comment uuid, p_moderator uuid,
	p_from timestamptz, p_to timestamptz, p_limit int, p_at_id uuid, p_site text default null, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_sites uuid[];
	v_rows core.decision[];
	v_items json[];
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_reader(core.viewer(p_viewer, null), p_viewer, 'moderation:read', null, p_site) g;
	if outcome <> 'ok' then
		return;
	end if;
	execute 'select array_agg(x.d) from (select d from core.decision d where d.id < $1' ||
		case when v_sites is not null then ' and d.site_id = any($2)' else '' end ||
		case when p_account is not null then ' and d.author_id = $3' else '' end ||
		case when p_comment is not null then ' and d.comment_id = $4' else '' end ||
		case when p_moderator is not null then ' and d.moderator_id = $5' else '' end ||
		case when p_from is not null then ' and d.at >= $6' else '' end ||
		case when p_to is not null then ' and d.at < $7' else '' end ||
		' order by d.id desc limit $8 + 1) x'
	into v_rows using p_at_id, v_sites, p_account, p_comment, p_moderator, p_from, p_to, p_limit;
	v_items := array(select core.decision_json(d) from unnest(v_rows[1:p_limit]) d order by d.id desc);
	body := core.list_json('decisions', v_items, array(select r.id from unnest(v_rows) r));
end $$;
