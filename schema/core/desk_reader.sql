-- SPDX-License-Identifier: Apache-2.0
-- core.desk_scope() for a read that an API token with p_scope opens too. p_viewer: the request's, of which w is the session.
-- Outcomes:
--   ok          sites is set; for a token that of its site alone
--   not_found   p_site: no such site, or one where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   scope       {scope}: the token lacks it
--   sign_in, second_factor, forbidden, token_ended, token_expired
create or replace function core.desk_reader(w core.viewer_state, p_viewer bytea, p_scope text, p_permission text, p_site text,
	out outcome text, out body json, out sites uuid[])
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_site uuid;
begin
	if w.account is not null then
		select g.outcome, g.body, g.sites into outcome, body, sites from core.desk_scope(w, 2, p_permission, p_site) g;
		return;
	end if;
	select g.outcome, g.body, g.site into outcome, body, v_site from core.api_token_find(p_viewer, p_scope) g;
	if outcome = 'ok' then
		sites := array[v_site];
		if p_site is not null and not exists (select from core.site s where s.key = p_site and s.id = v_site) then
			outcome := 'not_found';
		end if;
	end if;
end $$;
