-- SPDX-License-Identifier: Apache-2.0
-- Notifies accounts about a comment, each once, except its author and readers who muted the author. Of kind pick it is
-- the author who is notified. p_task: the number of the task, which orders notifications of one millisecond. Returns the
-- accounts that were notified now.
create or replace function core.notifications_put(p_accounts uuid[], p_kind text, c core.comment, p_task bigint) returns uuid[]
language plpgsql
as $$
#variable_conflict use_column
declare
	v_notified uuid[];
	v_ids uuid[];
begin
	with made as (
		insert into core.notification (id, account_id, kind, article_id, comment_id, created_at)
		select encode(overlay(uuid_send(core.new_id()) placing substring(int8send(28672 | (p_task & 4095)) from 7 for 2) from 7 for 2), 'hex')::uuid,
			a.id, p_kind, c.article_id, c.id, core.now()
		from core.account a
		where a.id = any(p_accounts) and a.state = 'active' and (a.id = c.author_id) = (p_kind = 'pick')
			and not exists (select from core.mute m where m.account_id = a.id and m.muted_id = c.author_id)
		on conflict do nothing
		returning id, account_id
	)
	select coalesce(array_agg(m.account_id), '{}'), array_agg(m.id) into v_notified, v_ids from made m;
	perform core.notifications_mail(v_ids, p_kind, c);
	return v_notified;
end $$;
