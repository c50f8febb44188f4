-- SPDX-License-Identifier: Apache-2.0
-- Queues the daily mail of at most p_max readers for whom it is due: their unread notifications and results of reports of comments since the last one, of the
-- kinds that they want daily; the first p_items are listed, the rest is counted. A reader who has read them all gets
-- none. Returns how many readers it considered.
create or replace function core.digests_put(p_max int, p_items int) returns int
language plpgsql
as $$
#variable_conflict use_column
declare
	v_due core.digest[];
	d core.digest;
	v_choices jsonb;
	v_items json[];
begin
	with due as (
		delete from core.digest where account_id = any(array(select x.account_id from core.digest x
			where x.due_at <= core.now() order by x.due_at limit p_max for update skip locked))
		returning digest
	)
	select array_agg(x.digest) into v_due from due x;
	foreach d in array coalesce(v_due, '{}') loop
		select a.mail_choices into v_choices from core.account a where a.id = d.account_id and a.state = 'active' and a.email_verified;
		continue when not found;
		select array_agg(x.item order by x.id) into v_items
		from (
			select y.id, core.notification_item(y.kind, y.article_id, y.comment_id) as item
			from (select n.* from core.notification n
				where n.account_id = d.account_id and n.id >= d.since and n.read_at is null and core.mail_choice(v_choices, n.kind) = 'daily'
				order by n.id limit 1000) y
			union all
			select y.id, core.report_item(y)
			from (select n.* from core.notice n
				where n.account_id = d.account_id and n.id >= d.since and n.read_at is null and n.kind = 'report' and n.article_id is not null and core.mail_choice(v_choices, 'report') = 'daily'
				order by n.id limit 1000) y
			) x
		where x.item is not null;
		continue when v_items is null;
		perform core.mail_put(d.account_id, 'digest', json_build_object('kind', 'digest', 'count', cardinality(v_items), 'items', to_json(v_items[1:p_items]),
			'more', nullif(greatest(cardinality(v_items) - p_items, 0), 0)), null, 'unsubscribe');
	end loop;
	return cardinality(coalesce(v_due, '{}'));
end $$;
