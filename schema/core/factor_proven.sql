-- SPDX-License-Identifier: Apache-2.0
-- A second factor of the account was proven in a session: its token is replaced by p_token, and a pending session becomes a sign-in
-- (core.session_began) of p_life seconds, or of p_staff_life for an account with a role. Sessions of frames get the proof too. The
-- caller has locked the account.
create or replace function core.factor_proven(p_session uuid, p_token bytea, p_life int, p_staff_life int, p_address text,
	p_agent text, p_device bytea) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	s core.session;
	v_now constant timestamptz := core.now();
begin
	select * into s from core.session x where x.id = p_session for update;
	update core.session x set token = p_token, factor_at = v_now, proved_at = v_now, pending = false, tries = 0, failures = 0,
		created_at = case when s.pending then v_now else x.created_at end,
		expires_at = case when not s.pending then x.expires_at else v_now + make_interval(secs => case
			when exists (select from core.role r where r.account_id = s.account_id) then p_staff_life else p_life end) end
	where x.id = s.id;
	update core.session x set factor_at = v_now, proved_at = v_now where x.parent_id = s.id;
	if s.pending then
		perform core.sessions_keep(s.account_id, false); -- before core.sign_in_lock()
	end if;
	perform core.sign_in_failures_clear(s.account_id);
	if s.pending then
		perform core.session_began(s.account_id, s.id, p_address, p_agent, p_device, true);
	end if;
end $$;
