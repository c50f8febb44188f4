-- SPDX-License-Identifier: Apache-2.0
-- Stores the first of two moderators' decisions as a proposal in the case, as a new version without a claim. Opens
-- the case if there is none.
create or replace function core.decision_propose(w core.viewer_state, p_site uuid, c core.comment, p_id uuid, p_action text, p_reason text, p_note text,
	p_message text) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	if not exists (select from core.case_file f where f.comment_id = c.id and f.state = 'open') then
		perform core.case_open(c, p_site, 0, c.state = 'held', false, false, false, false);
	end if;
	update core.case_file set version = version + 1, claimed_by = null, claimed_until = null,
		proposal = jsonb_build_object('id', p_id, 'by', w.account, 'action', p_action, 'reason', p_reason, 'revision', c.revision,
			'message', p_message, 'at', core.rfc3339(core.now()))
	where comment_id = c.id;
	perform core.audit_write(p_id, w.account, 'propose', c.id, p_site,
		jsonb_build_object('action', p_action, 'reason', p_reason, 'revision', c.revision),
		nullif(json_strip_nulls(json_build_object('note', p_note, 'message', p_message))::text, '{}')::json);
end $$;
