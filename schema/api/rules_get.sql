-- SPDX-License-Identifier: Apache-2.0
-- A site's rules: those in force, or a former version. p_site null: the default site.
-- Outcomes:
--   ok          {site, mode, version, current, rules, made_at, made_by}
--   not_found   no such version, or a site where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.rules_get(p_viewer bytea, p_site text, p_version int, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	s core.site := core.default_site(p_site);
	w core.viewer_state := core.viewer(p_viewer, s.id);
	v_sites uuid[];
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 2) g;
	if outcome <> 'ok' then
		return;
	end if;
	outcome := core.site_access(w.account, v_sites, s.id);
	if outcome = 'ok' then
		body := core.rules_json(s, p_version);
		outcome := case when body is null then 'not_found' else 'ok' end;
	end if;
end $$;
