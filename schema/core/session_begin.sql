-- SPDX-License-Identifier: Apache-2.0
-- Opens a session for an account whose person has been verified; p_session may exist already. An account with a role gets a
-- session of p_staff_life instead of p_life seconds. p_factor_proven: the sign-in itself proved a second factor. If the account has a factor
-- and the sign-in proved none, the session is pending: it lasts 10 minutes, and only core.factor_proven() makes it a sign-in.
-- p_factor_required: roles give no rights without a proven factor.
create or replace function core.session_begin(p_account uuid, p_session uuid, p_token bytea, p_life int, p_staff_life int,
	p_address text, p_agent text, p_device bytea, p_factor_required boolean, p_factor_proven boolean,
	out expires_at timestamptz, out pending boolean)
language plpgsql
as $$
#variable_conflict use_column
declare
	v_now constant timestamptz := core.now();
	v_staff constant boolean := exists (select from core.role r where r.account_id = p_account);
	v_new boolean;
begin
	pending := not p_factor_proven and core.factors(p_account) <> '{}';
	expires_at := v_now + case when pending then interval '10 minutes'
		else make_interval(secs => case when v_staff then coalesce(p_staff_life, p_life) else p_life end) end;
	insert into core.session as s (id, account_id, token, network, agent, created_at, expires_at, factor_required, factor_at, pending, proved_at)
	values (p_session, p_account, p_token, p_address, p_agent, v_now, expires_at, p_factor_required, case when p_factor_proven then v_now end,
		pending, v_now)
	on conflict (id) do nothing;
	v_new := found;
	select s.expires_at, s.pending into expires_at, pending from core.session s where s.id = p_session;
	perform core.sessions_keep(p_account, pending);
	if not pending then
		perform core.session_began(p_account, p_session, p_address, p_agent, p_device, v_new);
	end if;
end $$;
