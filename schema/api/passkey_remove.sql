-- SPDX-License-Identifier: Apache-2.0
-- Forgets a passkey of the viewer.
-- Outcomes:
--   ok         also for the same p_entry again
--   not_found
--   sign_in
create or replace function api_1.passkey_remove(p_viewer bytea, p_passkey uuid, p_entry uuid, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	perform core.id_check(p_entry);
	perform from core.account a where a.id = w.account for no key update;
	if w.account is null then
		outcome := 'sign_in';
	elsif exists (select from core.audit e where e.id = p_entry and e.actor_id = w.account) then
		outcome := 'ok';
	elsif not exists (select from core.passkey x where x.id = p_passkey and x.account_id = w.account) then
		outcome := 'not_found';
	else
		delete from core.passkey x where x.id = p_passkey;
		perform core.factor_changed(w.account, w.session, 'passkey_removed', p_entry);
		outcome := 'ok';
	end if;
end $$;
