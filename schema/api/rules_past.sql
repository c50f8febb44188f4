-- SPDX-License-Identifier: Apache-2.0
-- A page of comments for a dry run, see core.rules_past(). p_rules null: the rules in force. The first page (p_at_id
-- all f) also returns the rules in force and the site's origins.
-- Outcomes:
--   ok          {comments, next, version, origins?, rules?}
--   not_found   a site where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.rules_past(p_viewer bytea, p_site text, p_rules jsonb, p_limit int, p_at_id uuid,
	out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	s core.site := core.default_site(p_site);
	w core.viewer_state := core.viewer(p_viewer, s.id);
	v_sites uuid[];
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'rules') g;
	if outcome <> 'ok' then
		return;
	end if;
	outcome := core.site_access(w.account, v_sites, s.id);
	if outcome = 'ok' then
		body := core.rules_past(s.id, coalesce(p_rules, s.state_rules), p_limit, p_at_id);
		if p_at_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff' then
			body := json_build_object('comments', body -> 'comments', 'next', body -> 'next', 'version', s.rules_version,
				'origins', s.origins, 'rules', case when p_rules is null then core.rules_json(s, null) -> 'rules' end);
		end if;
	end if;
end $$;
