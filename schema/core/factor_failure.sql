-- SPDX-License-Identifier: Apache-2.0
-- Counts a wrong code of a session and of its account (core.sign_in_failure) and audits it. The last try of a pending session
-- (core.code_tries_max) ends it, and a verified address gets a mail: somebody knows the password. Another session ends by
-- core.session_failures_max.
-- Outcomes:
--   wrong  {left}: tries that are left in a pending session; null for another one
--   ended  the session has ended
create or replace function core.factor_failure(s core.session, p_entry uuid, p_device bytea, out outcome text, out body json)
language plpgsql
as $$
#variable_conflict use_column
declare
	v_ended constant boolean := case when s.pending then s.tries + 1 >= core.code_tries_max() else s.failures + 1 >= core.session_failures_max() end;
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
	outcome := case when v_ended then 'ended' else 'wrong' end;
	if s.pending and not v_ended then
		body := json_build_object('left', core.code_tries_max() - 1 - s.tries);
	end if;
end $$;
