-- SPDX-License-Identifier: Apache-2.0
-- Deletes at most p_max unread notifications about a comment, of one kind or of all (p_kind null). Followers whose
-- notification ends so are notified of the next new comment. Returns how many were deleted.
create or replace function core.notifications_withdraw(p_comment uuid, p_kind text, p_max int) returns int
language plpgsql
as $$
#variable_conflict use_column
declare
	v_gone int;
begin
	with gone as (
		delete from core.notification where id = any(array(select n.id from core.notification n
			where n.comment_id = p_comment and n.read_at is null and (p_kind is null or n.kind = p_kind) limit p_max for update))
		returning kind, article_id, account_id
	), freed as (
		update core.follow f set waiting = false
		from gone g where g.kind = 'follow' and f.article_id = g.article_id and f.account_id = g.account_id
	)
	select count(*)::int into v_gone from gone g;
	return v_gone;
end $$;
