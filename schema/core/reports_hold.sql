-- SPDX-License-Identifier: Apache-2.0
-- Holds a comment for p_max seconds because enough readers in good standing reported this revision. Like a rule's
-- hold it writes a signal, an audit entry and a statement of reasons, with the most frequent reason. Returns the
-- article's new version.
create or replace function core.reports_hold(c core.comment, p_site uuid, p_max int) returns bigint
language plpgsql
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
	v_ends timestamptz := v_now + make_interval(secs => p_max);
	v_reason text;
begin
	select mode() within group (order by x.reason) into v_reason from core.report x
	where x.article_id = c.article_id and x.comment_id = c.id and x.revision = c.revision and x.good_standing;
	update core.case_file set held = true, hold_ends = v_ends, hold_used_revision = c.revision where comment_id = c.id;
	insert into core.signal (article_id, comment_id, revision, rule, reason, outcome, weight, rules_version, at)
	values (c.article_id, c.id, c.revision, 'reports', v_reason, 'hold', 0, c.rules_version, v_now);
	perform core.audit_write(core.new_id(), null, 'hold_reports', c.id, p_site,
		jsonb_build_object('revision', c.revision, 'reason', v_reason, 'until', core.rfc3339(v_ends)), null);
	perform core.notice_rule(c, p_site, 'held', jsonb_build_array(jsonb_build_object('rule', 'reports', 'outcome', 'hold', 'reason', v_reason)));
	return core.comment_move(c, 'held');
end $$;
