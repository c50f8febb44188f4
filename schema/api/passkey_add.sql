-- SPDX-License-Identifier: Apache-2.0
-- Keeps a passkey that the worker has verified, p_passkey, for the viewer. p_challenge, p_expires: the signed challenge, which works once.
-- Outcomes:
--   ok             core.passkey_json(); also for the same p_passkey again
--   expired        the challenge is too old or was used
--   passkeys_max   the account has 20
--   passkey_known  an account has this credential already
--   confirm        core.confirm_json(): the person has to be proven first
--   sign_in
create or replace function api_1.passkey_add(p_viewer bytea, p_passkey uuid, p_host text, p_credential bytea, p_alg int, p_key bytea,
	p_counter bigint, p_name text, p_transports text, p_may_sync boolean, p_synced boolean, p_challenge bytea, p_expires bigint, p_entry uuid,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	k core.passkey;
begin
	perform core.id_check(p_passkey);
	perform core.id_check(p_entry);
	perform from core.account a where a.id = w.account for no key update; -- one after the other, so that the number is bounded
	select * into k from core.passkey x where x.id = p_passkey and x.account_id = w.account;
	if w.account is null then
		outcome := 'sign_in';
	elsif k.id is not null then
		outcome := 'ok';
		body := core.passkey_json(k, p_host);
	elsif not core.fresh(w) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
	elsif core.passkeys_full(w.account) then
		outcome := 'passkeys_max';
	elsif p_expires < extract(epoch from core.now()) or not core.sign_on_token_use(p_challenge, p_passkey, p_expires) then
		outcome := 'expired';
	else
		insert into core.passkey as x (id, account_id, host, credential, alg, public_key, counter, name, transports, may_sync, synced, made_at)
		values (p_passkey, w.account, p_host, p_credential, p_alg, p_key, p_counter, p_name,
			case when p_transports ~ '^[a-z -]{0,64}$' then p_transports else '' end, p_may_sync, p_synced, core.now())
		on conflict (credential) do nothing
		returning x.* into k;
		outcome := case when found then 'ok' else 'passkey_known' end;
	end if;
	if outcome = 'ok' and body is null then
		perform core.factor_changed(w.account, w.session, 'passkey_added', p_entry);
		body := core.passkey_json(k, p_host);
	end if;
end $$;
