-- SPDX-License-Identifier: Apache-2.0
-- core.desk_access() for one of the viewer's sites, by its key (null: for all of them): sites has that site alone.
-- Outcomes:
--   ok          sites is set
--   not_found   no such site, or one where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function core.desk_scope(w core.viewer_state, p_rank int, p_permission text, p_site text,
	out outcome text, out body json, out sites uuid[])
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_site uuid;
begin
	select g.outcome, g.body, g.sites into outcome, body, sites from core.desk_access(w, p_rank, p_permission) g;
	if outcome = 'ok' and p_site is not null then
		v_site := (select s.id from core.site s where s.key = p_site);
		outcome := core.site_access(w.account, sites, v_site);
		sites := array[v_site];
	end if;
end $$;
