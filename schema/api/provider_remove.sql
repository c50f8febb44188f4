-- SPDX-License-Identifier: Apache-2.0
-- An admin without a limit removes a provider of a site: see core.provider_remove().
-- Outcomes:
--   ok          it is removed; also when the same entry comes again
--   not_found   no such provider, or a site where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   confirm     {methods}: the viewer has to prove themselves again, see core.fresh()
--   sign_in, second_factor, forbidden
create or replace function api_1.provider_remove(p_viewer bytea, p_site text, p_name text, p_entry uuid, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_site constant uuid := (select s.id from core.site s where s.key = p_site);
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body into outcome, body from core.desk_scope(w, 4, null, coalesce(p_site, '')) g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'provider_remove', v_site, v_site, outcome);
	elsif exists (select from core.audit a where a.id = p_entry) then
		return;
	elsif not core.fresh(w) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
	elsif not core.provider_remove(p_site, p_name, w.account, p_entry) then
		outcome := 'not_found';
	end if;
end $$;
