-- SPDX-License-Identifier: Apache-2.0
-- Notifies readers with undecided reports of the result; nothing about the author is disclosed. p_again: also readers
-- who were notified of an earlier decision on this revision. p_decision null: the reports ended without a decision. The first
-- thousand are notified here, because others wait for the article's lock; the sweep notifies the rest. While earlier
-- notifications are pending, all are left to the sweep, so that every reader gets the
-- results in the order of the decisions.
create or replace function core.reporters_notify(c core.comment, p_site uuid, p_decision uuid, p_body jsonb, p_again boolean) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	t core.report_notification;
begin
	t.article_id := c.article_id;
	t.comment_id := c.id;
	t.revision := c.revision;
	t.site_id := p_site;
	t.decision_id := p_decision;
	t.body := p_body;
	t.include_notified := p_again;
	t.reported_after := core.last_decided_at(c.id, p_decision);
	t.reported_until := core.now();
	t.after_revision := 2147483647;
	t.after_reporter := '00000000-0000-0000-0000-000000000000';
	if not exists (select from core.report_notification x where x.comment_id = c.id) then
		t := core.report_notification_step(t, 1000);
	end if;
	if t.after_reporter is not null then
		insert into core.report_notification (article_id, comment_id, revision, site_id, decision_id, body, include_notified, reported_after, reported_until, after_revision, after_reporter, last_sent_at)
		values (t.article_id, t.comment_id, t.revision, t.site_id, t.decision_id, t.body, t.include_notified, t.reported_after, t.reported_until, t.after_revision, t.after_reporter, t.reported_until);
	end if;
end $$;
