-- SPDX-License-Identifier: Apache-2.0
-- Notifies the next p_max readers of the result of their reports, newest revision first. A reader is notified once,
-- of the newest revision reported. Returns the row with its progress; after_reporter is null when all are done.
create or replace function core.report_notification_step(t core.report_notification, p_max int) returns core.report_notification
language plpgsql
as $$
#variable_conflict use_column
declare
	v_notified bigint;
	v_revision int;
	v_reporter uuid;
	v_notices uuid[];
begin
	with due as (
		select x.* from (select distinct on (r.reporter_id) r.reporter_id, r.reason, r.revision from core.report r
			where r.article_id = t.article_id and r.comment_id = t.comment_id and r.weight > 0 -- the reader's first report of a revision
				and r.at <= t.reported_until and (r.at > t.reported_after or t.include_notified and r.revision = t.revision)
			order by r.reporter_id, r.revision desc) x
		where x.revision < t.after_revision or x.revision = t.after_revision and x.reporter_id > t.after_reporter
		order by x.revision desc, x.reporter_id
		limit p_max
	), told as (
		insert into core.notice (id, account_id, kind, site_id, article_id, comment_id, decision_id, body, created_at)
		select core.new_id(), d.reporter_id, 'report', t.site_id, t.article_id, t.comment_id, t.decision_id,
			(t.body || jsonb_build_object('reason', d.reason, 'revision', d.revision))::json, core.now()
		from due d
		returning id
	)
	select count(*) over (), d.revision, d.reporter_id, (select array_agg(x.id) from told x) into v_notified, v_revision, v_reporter, v_notices
	from due d order by d.revision, d.reporter_id desc limit 1;
	perform core.reports_mail(v_notices);
	t.after_revision := v_revision;
	t.after_reporter := case when v_notified = p_max then v_reporter end;
	return t;
end $$;
