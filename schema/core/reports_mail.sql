-- SPDX-License-Identifier: Apache-2.0
-- Mails the results of reports to readers with a verified address, as they chose for kind report: at once, or in the next
-- daily mail. p_notices: notices of kind report.
create or replace function core.reports_mail(p_notices uuid[]) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	n record;
begin
	for n in
		select x.id, x.account_id, core.mail_choice(a.mail_choices, 'report') as choice, core.report_item(x) as item
		from core.notice x join core.account a on a.id = x.account_id and a.email_verified
		where x.id = any(p_notices)
	loop
		if n.choice = 'now' then
			perform core.mail_put(n.account_id, 'notification', n.item, null, 'unsubscribe');
		elsif n.choice = 'daily' then
			insert into core.digest (account_id, since, due_at) values (n.account_id, n.id, core.now() + interval '1 day') on conflict do nothing;
		end if;
	end loop;
end $$;
