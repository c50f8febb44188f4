-- SPDX-License-Identifier: Apache-2.0
-- For the operator: gives an account another address, which counts as verified, for an owner who lost the mailbox. All
-- sessions end, links of former mails are void, and a change of the address that waited ends. The new address and a verified
-- former one get a mail. Returns ok, not_found, email_taken or same_email (it has this address already, verified).
create or replace function core.account_email(p_skeleton text, p_email text) returns text
language plpgsql
as $$
#variable_conflict use_column
declare
	a core.account;
	v_data constant json := json_build_object('address', p_email);
begin
	select * into a from core.account x where x.skeleton = p_skeleton and x.state = 'active' for no key update;
	if not found then
		return 'not_found';
	elsif core.email_taken(a.id, p_email) then
		return 'email_taken';
	elsif lower(a.email) = lower(p_email) and a.email_verified then
		return 'same_email';
	end if;
	update core.account x set email = p_email, email_verified = true where x.id = a.id;
	delete from core.email_change c where c.account_id = a.id;
	update core.token t set used_at = core.now() where t.account_id = a.id and t.purpose <> 'unsubscribe' and t.used_at is null;
	perform core.mail_put(a.id, 'email_set', v_data, p_email);
	if a.email_verified then
		perform core.mail_put(a.id, 'email_set', v_data, a.email);
	end if;
	perform core.audit_write(core.new_id(), null, 'email', a.id, null, '{}', json_build_object('before', a.email, 'after', p_email));
	perform core.sessions_end(a.id, null, 'address');
	return 'ok';
end $$;
