-- SPDX-License-Identifier: Apache-2.0
-- Notifies at most p_max followers of a discussion about its new comment, in the order of their accounts, from the one
-- behind p_after on. Followers with an unread notification of this discussion are left out: they have no further one until
-- they read it. A follower who reads it at this moment is left out too. Returns how many it considered, and the last of them.
create or replace function core.followers_notify(c core.comment, p_after uuid, p_max int, p_task bigint, out considered int, out last uuid)
language plpgsql
as $$
#variable_conflict use_column
declare
	v_due uuid[];
	v_notified uuid[];
begin
	v_due := array(select f.account_id from core.follow f
		where f.article_id = c.article_id and f.follows and not f.waiting and f.account_id > p_after and f.account_id <> c.author_id
		order by f.account_id limit p_max for update skip locked);
	considered := cardinality(v_due);
	last := v_due[considered];
	if considered > 0 then
		v_notified := core.notifications_put(v_due, 'follow', c, p_task);
		update core.follow f set waiting = true where f.article_id = c.article_id and f.account_id = any(v_notified);
	end if;
end $$;
