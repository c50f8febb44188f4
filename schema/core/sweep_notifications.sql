-- SPDX-License-Identifier: Apache-2.0
-- Deletes the oldest notifications after p_after seconds, read or not, at most p_max.
create or replace function core.sweep_notifications(p_max int, p_after int) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	with gone as (
		delete from core.notification where id = any(array(select n.id from core.notification n
			where n.created_at <= core.now() - make_interval(secs => p_after) order by n.created_at limit p_max for update skip locked))
		returning kind, article_id, account_id, read_at
	)
	update core.follow f set waiting = false
	from gone g where g.kind = 'follow' and g.read_at is null and f.article_id = g.article_id and f.account_id = g.account_id;
end $$;
