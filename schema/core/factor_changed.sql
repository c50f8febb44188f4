-- SPDX-License-Identifier: Apache-2.0
-- What every change of an account's factors does besides: it is audited, all sessions but p_session end, and an account with an address
-- gets a mail. p_change: totp_set, totp_removed, passkey_set, passkey_removed, recovery_made, recovery_used or operator. p_actor: null for
-- the operator. Without a factor left, recovery codes go too.
create or replace function core.factor_changed(p_account uuid, p_session uuid, p_actor uuid, p_change text) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	if core.factors(p_account) = '{}' then
		delete from core.recovery_code where account_id = p_account;
	end if;
	perform core.mail_put(p_account, 'factor_changed', json_build_object('change', p_change));
	perform core.audit_write(core.new_id(), p_actor, 'factor', p_account, null, jsonb_build_object('change', p_change), null);
	if p_change <> 'recovery_used' then
		perform core.sessions_end(p_account, p_session, 'factor');
	end if;
end $$;
