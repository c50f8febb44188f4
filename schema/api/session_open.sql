-- SPDX-License-Identifier: Apache-2.0
-- Opens a session for an account whose password was verified against p_hash; see core.session_begin().
-- Outcomes:
--   ok               core.session_json()
--   pending          core.session_json(): the account has a second factor, which the session has to prove first
--   bad_credentials  the password changed meanwhile, or too many others failed meanwhile; counted as a failure
create or replace function api_1.session_open(p_account uuid, p_hash text, p_rehash text,
	p_session uuid, p_token bytea, p_life int, p_address text, p_agent text,
	p_staff_life int default null, p_device bytea default null, p_factor_required boolean default false, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	b record;
begin
	perform core.id_check(p_session);
	-- both statements wait for a concurrent password change, so that no session survives it
	if p_rehash is null then
		perform from core.account
		where id = p_account and p_hash in (password_hash, rehashed_from) and state = 'active'
		for share;
	else
		update core.account
		set rehashed_from = case password_hash when p_hash then p_hash else rehashed_from end,
			password_hash = case password_hash when p_hash then p_rehash else password_hash end
		where id = p_account and p_hash in (password_hash, rehashed_from) and state = 'active';
	end if;
	if not found or core.sign_in_refused(p_account, core.sign_in_place(p_account, p_device, p_address)) then
		outcome := 'bad_credentials';
		perform core.sign_in_failure(p_account, p_address, p_session, p_device);
		return;
	end if;
	select * into b from core.session_begin(p_account, p_session, p_token, p_life, p_staff_life, p_address, p_agent, p_device, p_factor_required, false);
	if not b.pending then
		perform core.sign_in_failures_clear(p_account);
	end if;
	outcome := case when b.pending then 'pending' else 'ok' end;
	body := core.session_json(p_session);
end $$;
