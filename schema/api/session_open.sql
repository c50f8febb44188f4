-- SPDX-License-Identifier: Apache-2.0
-- Opens a session for an account whose password was verified against p_hash. The 50 newest sessions are kept. An
-- account with a role gets an audit entry and a session of p_staff_life instead of p_life seconds. A verified address gets a
-- mail about a sign-in from an unknown device (core.device_known).
-- Outcomes:
--   ok               {account, expires_at}
--   bad_credentials  the password changed meanwhile
create or replace function api_1.session_open(p_account uuid, p_hash text, p_rehash text,
	p_session uuid, p_token bytea, p_life int, p_address text, p_agent text,
	p_staff_life int default null, p_device bytea default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
	v_staff boolean := exists (select from core.role r where r.account_id = p_account);
	v_expires timestamptz := v_now + make_interval(secs => case when v_staff then coalesce(p_staff_life, p_life) else p_life end);
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
	if not found then
		outcome := 'bad_credentials';
		return;
	end if;
	if v_staff and not exists (select from core.session x where x.id = p_session) then
		perform core.audit_source_set(p_account, p_address::bytea);
		perform core.audit_sign_in(p_account, core.new_id(), p_session);
	end if;
	insert into core.session as s (id, account_id, token, network, agent, created_at, expires_at)
	values (p_session, p_account, p_token, p_address, p_agent, v_now, v_expires)
	on conflict (id) do update set id = s.id
	returning expires_at into v_expires;
	if not core.device_known(p_account, p_device, p_address, p_agent) and exists (select from core.account a where a.id = p_account and a.email_verified) then
		perform core.mail_put(p_account, 'sign_in_new', json_build_object('at', core.rfc3339(v_now)));
	end if;
	perform core.network_record(p_account, p_address, v_now);
	delete from core.session where account_id = p_account -- the sweep deletes ended ones
		and id < (select k.id
			from (select x.id from core.session x where x.account_id = p_account order by x.id desc limit 50) k
			order by k.id limit 1);
	outcome := 'ok';
	body := json_build_object('account', core.account_json(p_account), 'expires_at', core.rfc3339(v_expires));
end $$;
