-- SPDX-License-Identifier: Apache-2.0
-- Ends the open appeals about a withdrawn comment or a lifted sanction as moot, and notifies their authors.
create or replace function core.appeals_moot(p_comment uuid, p_sanction uuid, p_by uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
	v_cause text := case when p_comment is not null then 'withdrawn' else 'lifted' end;
	p core.appeal;
begin
	for p in
		update core.appeal x set state = 'moot', decided_at = v_now
		where x.id = any(array(select y.id from core.appeal y where y.comment_id = p_comment and y.state = 'open'
			union all select y.id from core.appeal y where y.sanction_id = p_sanction and y.state = 'open'))
		returning x.*
	loop
		perform core.audit_write(core.new_id(), p_by, 'appeal_moot', p.id, p.site_id,
			jsonb_build_object('kind', p.kind, 'subject', p.subject, 'comment', p.comment_id, 'why', v_cause), null);
		perform core.notice_put(p.account_id, 'appeal', p.site_id, p.article_id, p.comment_id, p.decision_id, p.sanction_id,
			json_build_object('action', 'appeal', 'appealed', p.kind, 'outcome', 'moot', 'why', v_cause, 'automated', true, 'by', null,
				'since', core.rfc3339(v_now), 'note', null, 'reason', null, 'yours', 'appeal'), false);
	end loop;
end $$;
