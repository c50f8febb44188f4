-- SPDX-License-Identifier: Apache-2.0
-- Opens a session for an account whose person has been verified; p_session may exist already. The 50 newest sessions are
-- kept. An account with a role gets an audit entry and a session of p_staff_life instead of p_life seconds. A verified address
-- gets a mail about a sign-in from an unknown device (core.device_known). Returns when the session ends.
create or replace function core.session_begin(p_account uuid, p_session uuid, p_token bytea, p_life int, p_staff_life int,
	p_address text, p_agent text, p_device bytea) returns timestamptz
language plpgsql
as $$
#variable_conflict use_column
declare
	v_now constant timestamptz := core.now();
	v_staff constant boolean := exists (select from core.role r where r.account_id = p_account);
	v_expires timestamptz := v_now + make_interval(secs => case when v_staff then coalesce(p_staff_life, p_life) else p_life end);
begin
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
	return v_expires;
end $$;
