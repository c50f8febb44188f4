-- SPDX-License-Identifier: Apache-2.0
-- An admin without a limit ends an API token of a site, at once. It needs no fresh proof: a leaked token ends fast.
-- Outcomes:
--   ok          it has ended, also before
--   not_found   no such token of this site, or a site where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.api_token_end(p_viewer bytea, p_site text, p_token uuid, p_entry uuid, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_site constant uuid := (select s.id from core.site s where s.key = p_site);
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body into outcome, body from core.desk_scope(w, 4, null, coalesce(p_site, '')) g;
	if outcome = 'ok' and not exists (select from core.api_token t where t.id = p_token and t.site_id = v_site) then
		outcome := 'not_found';
		return;
	elsif outcome <> 'ok' then
		perform core.audit_refused(w, 'site_token_revoke', v_site, v_site, outcome);
		return;
	end if;
	perform core.api_token_end(p_token, w.account, p_entry);
end $$;
