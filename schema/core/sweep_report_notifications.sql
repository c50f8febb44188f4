-- SPDX-License-Identifier: Apache-2.0
-- Notifies readers who are still to learn the result of their reports, p_max at a time and twenty times as many in
-- all. Of each comment the oldest decision goes first; of comments the one that waited longest.
create or replace function core.sweep_report_notifications(p_max int) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	t core.report_notification;
begin
	for n in 1 .. 20 loop
		select * into t from core.report_notification x
		where not exists (select from core.report_notification y where y.comment_id = x.comment_id and y.id < x.id)
		order by x.last_sent_at, x.id limit 1 for update skip locked;
		exit when not found;
		t := core.report_notification_step(t, p_max);
		if t.after_reporter is null then
			delete from core.report_notification where id = t.id;
		else
			update core.report_notification set after_revision = t.after_revision, after_reporter = t.after_reporter, last_sent_at = core.now() where id = t.id;
		end if;
	end loop;
end $$;
