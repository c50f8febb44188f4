-- SPDX-License-Identifier: Apache-2.0
-- A sanction as moderators see it. note and message come from audit_private and are null once erased.
create or replace function core.sanction_json(n core.sanction) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return json_build_object('id', n.id, 'account', n.account_id, 'kind', n.kind,
		'until', core.rfc3339(nullif(n.until, 'infinity')), 'reason', n.reason,
		'site', (select s.key from core.site s where s.id = n.site_id), 'created_at', core.rfc3339(n.made_at),
		'state', case when n.lifted_at is not null then 'lifted' when n.until <= core.now() then 'expired' else 'live' end,
		'by', (select json_build_object('id', a.id, 'username', a.username) from core.account a where a.id = n.made_by),
		'case', n.comment_id, 'decision', n.decision_id,
		'note', (select p.payload::json ->> 'note' from core.audit_private p where p.entry = n.id),
		'message', (select p.payload::json ->> 'message' from core.audit_private p where p.entry = n.id),
		'read_at', core.rfc3339(n.read_at),
		'lifted', case when n.lifted_at is not null then json_build_object('at', core.rfc3339(n.lifted_at),
			'by', (select json_build_object('id', a.id, 'username', a.username) from core.account a where a.id = n.lifted_by)) end,
		'comments', core.span_json(n.id));
end $$;
