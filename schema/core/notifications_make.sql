-- SPDX-License-Identifier: Apache-2.0
-- Makes or withdraws the notifications of one task, at most p_max; an unfinished task goes to the end of the queue. A
-- new comment notifies the author whom it answers, the accounts it mentions and the followers; its
-- own author follows the discussion from then on. An edit notifies accounts that it mentions for the first time. Returns how
-- many notifications it considered, at least 1.
create or replace function core.notifications_make(t core.notification_task, p_max int) returns int
language plpgsql
as $$
#variable_conflict use_column
declare
	c core.comment;
	v_shown boolean;
	v_featured boolean;
	v_n int := 0;
	v_last uuid;
begin
	select x.* into c from core.comment x where x.article_id = t.article_id and x.id = t.comment_id;
	select c.state = 'published' and a.state <> 'hidden', a.marks -> 'featured' ? t.comment_id::text into v_shown, v_featured
	from core.article a where a.id = t.article_id;
	if coalesce(not v_shown, true) then
		v_n := core.notifications_withdraw(t.comment_id, null, p_max);
	elsif t.what = 'pick' and not coalesce(v_featured, false) then
		v_n := core.notifications_withdraw(t.comment_id, 'pick', p_max);
	elsif t.what = 'pick' then
		perform core.notifications_put(array[c.author_id], 'pick', c, t.id);
	end if;
	if v_shown and t.what = 'comment' then
		insert into core.follow (article_id, account_id, follows) values (c.article_id, c.author_id, true) on conflict do nothing;
		perform core.notifications_put(array(select p.author_id from core.comment p where p.article_id = c.article_id and p.id = c.parent_id), 'reply', c, t.id);
	end if;
	if v_shown and t.what in ('comment', 'edit') and position('<span class="mention" data-account=' in c.html) > 0 then
		perform core.notifications_put(core.mentioned(c.html), 'mention', c, t.id);
	end if;
	if v_shown and t.what in ('comment', 'follow') then
		select f.considered, f.last into v_n, v_last from core.followers_notify(c, t.after_account, p_max, t.id) f;
		t.what := 'follow';
	end if;
	if v_n = p_max then
		insert into core.notification_task (article_id, comment_id, what, after_account, at)
		values (t.article_id, t.comment_id, t.what, coalesce(v_last, t.after_account), t.at);
	end if;
	return greatest(v_n, 1);
end $$;
