-- SPDX-License-Identifier: Apache-2.0
-- Uses a passkey whose signature was verified, for the write p_write. The account is locked first, then the passkey. p_challenge,
-- p_expires: the signed challenge, which works once. A counter that does not grow may mean a copied key: this is audited.
-- Returns ok, also for the same p_write again; not_found; expired: the challenge is too old or was used; counter.
create or replace function core.passkey_use(p_passkey uuid, p_counter bigint, p_synced boolean, p_challenge bytea, p_expires bigint,
	p_write uuid, p_address text, p_entry uuid) returns text
language plpgsql
as $$
#variable_conflict use_column
declare
	k core.passkey;
	v_again constant boolean := exists (select from core.sign_on_token t where t.digest = p_challenge and t.used_by = p_write);
begin
	perform from core.account a where a.id = (select x.account_id from core.passkey x where x.id = p_passkey) and a.state = 'active' for share;
	if not found then
		return 'not_found';
	end if;
	select * into k from core.passkey x where x.id = p_passkey for no key update;
	if not found then
		return 'not_found';
	elsif p_expires < extract(epoch from core.now()) or not core.sign_on_token_use(p_challenge, p_write, p_expires) then
		return 'expired';
	elsif v_again then
		return 'ok';
	elsif p_counter <= k.counter and (p_counter > 0 or k.counter > 0) then
		perform core.audit_source_set(k.account_id, p_address::bytea);
		perform core.audit_bounded(p_entry, k.account_id, 'refused', k.account_id, null, jsonb_build_object('act', 'passkey', 'code', 'counter'));
		return 'counter';
	end if;
	update core.passkey x set counter = p_counter, synced = p_synced, last_at = core.now() where x.id = p_passkey;
	return 'ok';
end $$;
