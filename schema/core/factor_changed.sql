-- SPDX-License-Identifier: Apache-2.0
-- What every change of the ways to sign in does besides: all sessions but p_session end, a verified address gets a mail, the change is
-- audited, and without a factor left the recovery codes go too. p_what: a word factor.… of config/mail/words.*.txt, such as passkey_added.
-- The use of a recovery code (recovery_used) ends no session. factors_removed is the operator's.
create or replace function core.factor_changed(p_account uuid, p_session uuid, p_what text, p_entry uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	if core.factors(p_account) = '{}' then
		delete from core.recovery_code where account_id = p_account;
	end if;
	if p_what <> 'recovery_used' then
		perform core.sessions_end(p_account, p_session, 'factor');
	end if;
	if exists (select from core.account a where a.id = p_account and a.email_verified) then
		perform core.mail_put(p_account, 'factor_changed', json_build_object('factor', p_what, 'at', core.rfc3339(core.now())));
	end if;
	perform core.audit_write(p_entry, case when p_what <> 'factors_removed' then p_account end, 'factor', p_account, null,
		jsonb_build_object('what', p_what), null);
end $$;
