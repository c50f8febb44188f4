-- SPDX-License-Identifier: Apache-2.0
-- Begins the change of an account's address; see api_1.account_change(). The same change again sends no second mail.
create or replace function core.email_change_begin(a core.account, p_email text, p_mail boolean) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	if lower(p_email) = lower(a.email) then
		delete from core.email_change c where c.account_id = a.id;
	elsif not a.email_verified then
		update core.account x set email = p_email where x.id = a.id;
		if p_mail then
			perform core.mail_put(a.id, 'verify', '{}', null, 'verify');
		end if;
	elsif not exists (select from core.email_change c where c.account_id = a.id and lower(c.address) = lower(p_email)) then
		delete from core.email_change c where c.account_id = a.id;
		insert into core.email_change (account_id, address, former, at) values (a.id, p_email, a.email, core.now());
		if p_mail then
			perform core.mail_put(a.id, 'email_new', '{}', p_email, 'email_new');
		end if;
		perform core.mail_put(a.id, 'email_old', json_build_object('address', p_email), a.email, 'email_old');
	end if;
end $$;
