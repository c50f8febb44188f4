-- SPDX-License-Identifier: Apache-2.0
-- Records a failed sign-in (core.sign_in_failure()). Called for each one, known account (p_account) or not, so that both take
-- the same number of queries and writes. For an account with a role it also writes an audit entry with that account as actor,
-- bounded by core.audit_bounded(). The tenth wrong password of the account's own session (p_viewer) ends that session. It runs with synchronous_commit off, so that its duration does not show whether the account
-- exists.
-- Outcomes:
--   ok       recorded; also again
--   limited  recorded; from now on the password opens no session from unknown devices and networks
create or replace function api_1.sign_in_failed(p_account uuid, p_address text, p_entry uuid default core.new_id(),
	p_device bytea default null, p_viewer bytea default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_session uuid;
	v_failures int;
begin
	perform core.id_check(p_entry);
	perform set_config('synchronous_commit', 'off', true);
	-- the session is locked before the count, as where a proof of the session ends it
	update core.session s set failures = s.failures + 1
	where s.token = substring(p_viewer from 1 for 32) and s.account_id = p_account returning s.id, s.failures into v_session, v_failures;
	if v_failures >= core.session_failures_max() then
		delete from core.session s where s.id = v_session;
	end if;
	outcome := case when core.sign_in_failure(p_account, p_address, p_entry, p_device) then 'limited' else 'ok' end;
	if exists (select from core.role r where r.account_id = p_account) then
		perform core.audit_source_set(p_account, p_address::bytea);
		perform core.audit_bounded(p_entry, p_account, 'sign_in_failed', p_account, null, '{}');
	end if;
end $$;
