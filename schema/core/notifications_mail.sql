-- SPDX-License-Identifier: Apache-2.0
-- Mails new notifications to accounts with a verified address, as they chose: at once, or in the next daily mail, which is
-- due a day after the first notification for it. p_ids: notifications of one comment and one kind.
create or replace function core.notifications_mail(p_ids uuid[], p_kind text, c core.comment) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_item json;
	n record;
begin
	for n in
		select x.id, x.account_id, core.mail_choice(a.mail_choices, p_kind) as choice
		from core.notification x join core.account a on a.id = x.account_id and a.email_verified
		where x.id = any(p_ids)
	loop
		if n.choice = 'now' then
			v_item := coalesce(v_item, core.notification_item(p_kind, c.article_id, c.id));
			perform core.mail_put(n.account_id, 'notification', v_item, null, 'unsubscribe', p_notification => n.id);
		elsif n.choice = 'daily' then
			insert into core.digest (account_id, since, due_at) values (n.account_id, n.id, core.now() + interval '1 day') on conflict do nothing;
		end if;
	end loop;
end $$;
