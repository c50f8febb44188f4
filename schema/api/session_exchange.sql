-- SPDX-License-Identifier: Apache-2.0
-- Opens the session of a frame for a code of session_handover. The session belongs to the session that made the code: it
-- ends with it, and counts as that sign-in for the longest life and for its second factor. A code works once. The use of a known code that is used
-- or too old is audited. An account with a role gets an audit entry of the sign-in.
-- Outcomes:
--   ok        core.session_json(); also for the same p_session again
--   bad_code  unknown, used or too old, or its session has ended
create or replace function api_1.session_exchange(p_code bytea, p_session uuid, p_token bytea, p_address text, p_agent text, p_entry uuid,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	c core.session_code;
	s core.session;
begin
	perform core.id_check(p_session);
	perform core.id_check(p_entry);
	outcome := 'bad_code';
	select x.* into s from core.session_code k join core.session x on x.id = k.session_id where k.code = p_code;
	-- in this order: a change of the password locks the account, the end of a session locks the session and then its codes
	perform from core.account a where a.id = s.account_id and a.state = 'active' for share;
	if not found then
		return;
	end if;
	select * into s from core.session x where x.id = s.id for key share;
	select * into c from core.session_code k where k.code = p_code for update;
	if c.id is null then
		return;
	end if;
	perform core.audit_source_set(s.account_id, p_address::bytea);
	if c.used_by is distinct from p_session and (c.used_by is not null or least(c.expires_at, s.expires_at) <= core.now()) then
		perform core.audit_bounded(p_entry, s.account_id, 'refused', s.id, null, jsonb_build_object('act', 'session_exchange', 'code', outcome));
		return;
	end if;
	if c.used_by is null then
		update core.session_code set used_by = p_session where id = c.id;
		insert into core.session (id, account_id, token, network, agent, created_at, expires_at, parent_id, factor_at, factor_required, proved_at)
		values (p_session, s.account_id, p_token, p_address, p_agent, s.created_at, s.expires_at, s.id, s.factor_at, s.factor_required, s.proved_at);
		perform core.audit_sign_in(s.account_id, p_entry, p_session);
	end if;
	outcome := 'ok';
	body := core.session_json(p_session);
end $$;
