-- SPDX-License-Identifier: Apache-2.0
-- One line of the decision log. note and message come from audit_private and are null once erased; those of
-- a sanction's decision are the sanction's.
create or replace function core.decision_json(d core.decision) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return json_build_object('id', d.id, 'case', d.comment_id, 'article', d.article_id,
		'author', (select json_build_object('id', a.id, 'username', a.username) from core.account a where a.id = d.author_id),
		'moderator', (select json_build_object('id', a.id, 'username', a.username) from core.account a where a.id = d.moderator_id),
		'action', d.action, 'reason', d.reason,
		'note', (select p.payload::json ->> 'note' from core.audit_private p where p.entry = coalesce(d.sanction_id, d.id)),
		'message', (select p.payload::json ->> 'message' from core.audit_private p where p.entry = coalesce(d.sanction_id, d.id)),
		'revision', d.revision, 'from', d.state_before, 'to', d.state_after, 'version', d.case_version,
		'created_at', core.rfc3339(d.at),
		'undone', case when d.undone_at is not null then json_build_object('at', core.rfc3339(d.undone_at),
			'by', (select json_build_object('id', a.id, 'username', a.username) from core.account a where a.id = d.undone_by)) end);
end $$;
