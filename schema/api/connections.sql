-- SPDX-License-Identifier: Apache-2.0
-- The systems that a site is connected with, for admins and auditors with the area staff: its API tokens and its providers.
-- p_site null: the default site. may: the viewer may change them, which needs a role without a limit. p_change: for the page of a
-- form, which asks for a fresh proof before it is filled in.
-- Outcomes:
--   ok          {site, title, may, tokens, providers}: see core.api_tokens_json(), core.providers_json()
--   not_found   a site where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   confirm     {methods}: with p_change; the viewer has to prove themselves again, see core.fresh()
--   sign_in, second_factor, forbidden
create or replace function api_1.connections(p_viewer bytea, p_site text, p_change boolean, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	s core.site;
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_may boolean;
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 2, 'staff') g;
	if outcome <> 'ok' then
		return;
	end if;
	s := core.desk_site(p_site, v_sites);
	outcome := core.site_access(w.account, v_sites, s.id);
	v_may := core.may(w.account, s.id, 4, null);
	if outcome = 'ok' and p_change and v_may and not core.fresh(w) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
	elsif outcome = 'ok' then
		body := json_build_object('site', s.key, 'title', s.title, 'may', v_may,
			'tokens', core.api_tokens_json(s.id), 'providers', core.providers_json(s.id));
	end if;
end $$;
