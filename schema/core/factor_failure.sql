-- SPDX-License-Identifier: Apache-2.0
-- Counts a wrong code of a session and of its account (core.sign_in_failure) and audits it. The fifth of a pending session ends it, and a
-- verified address gets a mail: somebody knows the password. Another session ends with its tenth wrong password or code. Returns whether
-- the session has ended.
create or replace function core.factor_failure(s core.session, p_entry uuid, p_device bytea) returns boolean
language plpgsql
as $$
#variable_conflict use_column
declare
	v_ended constant boolean := case when s.pending then s.tries >= 4 else s.failures >= 9 end;
begin
	if v_ended then
		delete from core.session x where x.id = s.id;
		if s.pending and exists (select from core.account a where a.id = s.account_id and a.email_verified)
			and not exists (select from core.outbox o where o.account_id = s.account_id and o.template = 'factor_failed'
				and o.created_at > core.now() - interval '1 hour') then
			perform core.mail_put(s.account_id, 'factor_failed', '{}', null, 'reset');
		end if;
	else
		update core.session x set tries = x.tries + s.pending::int, failures = x.failures + (not s.pending)::int where x.id = s.id;
	end if;
	perform core.sign_in_failure(s.account_id, s.network, p_entry, p_device);
	perform core.audit_bounded(p_entry, s.account_id, 'sign_in_failed', s.account_id, null, '{"factor": "code"}');
	return v_ended;
end $$;
