-- SPDX-License-Identifier: Apache-2.0
-- Forgets a passkey of the viewer.
-- Outcomes:
--   ok         also for the same p_write again
--   not_found
--   factor_needed  it is the last factor, and the account's role needs one
--   confirm    core.confirm_json(): the person has to be proven first
--   sign_in
create or replace function api_1.passkey_remove(p_viewer bytea, p_passkey uuid, p_write uuid, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	perform core.id_check(p_write);
	perform from core.account a where a.id = w.account for no key update;
	if w.account is null then
		outcome := 'sign_in';
	elsif exists (select from core.idempotency_find(w.account, p_write, 'passkey_remove', uuid_send(p_passkey)) i where i.seen) then
		outcome := 'ok';
	elsif not exists (select from core.passkey x where x.id = p_passkey and x.account_id = w.account) then
		outcome := 'not_found';
	elsif not core.fresh(w) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
	elsif core.factor_needed(w) and not exists (select from core.passkey x where x.account_id = w.account and x.id <> p_passkey)
		and not exists (select from core.totp t where t.account_id = w.account and t.confirmed_at is not null) then
		outcome := 'factor_needed';
	else
		delete from core.passkey x where x.id = p_passkey;
		perform core.factor_changed(w.account, w.session, 'passkey_removed', p_write);
		perform core.idempotency_store(w.account, p_write, 'passkey_remove', uuid_send(p_passkey), null, p_passkey, null);
		outcome := 'ok';
	end if;
end $$;
