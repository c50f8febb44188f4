-- SPDX-License-Identifier: Apache-2.0
-- What every change of a password does besides: all sessions but p_session end, links that reset the password are void,
-- a verified address gets a mail, failed sign-ins no longer count, and for staff the change is audited. p_actor: null for the operator.
create or replace function core.password_changed(p_account uuid, p_session uuid, p_actor uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	update core.token set used_at = core.now() where account_id = p_account and purpose = 'reset' and used_at is null;
	if exists (select from core.account a where a.id = p_account and a.email_verified) then
		perform core.mail_put(p_account, 'password_changed', '{}');
	end if;
	if p_actor is null or exists (select from core.role r where r.account_id = p_account) then
		perform core.audit_write(core.new_id(), p_actor, 'password', p_account, null, '{}', null);
	end if;
	perform core.sessions_end(p_account, p_session, 'password');
	perform core.sign_in_failures_clear(p_account);
end $$;
