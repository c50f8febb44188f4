-- SPDX-License-Identifier: Apache-2.0
-- The notice and the audit entry of a new sanction. c: the comment that was rejected with it in one act, whose statement
-- of reasons this notice is too; null if none. p_note is for moderators, p_message for the account.
create or replace function core.sanction_tell(n core.sanction, c core.comment, p_since timestamptz, p_note text, p_message text,
	p_more jsonb) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	perform core.notice_put(n.account_id, 'sanction', n.site_id, c.article_id, c.id, null, n.id,
		(core.statement(n.account_id, n.site_id, n.kind, n.made_at, n.until, n.reason, n.made_by, null, p_message)
		|| jsonb_build_object('kind', n.kind, 'site', (select s.key from core.site s where s.id = n.site_id))
		|| case when c.id is not null then jsonb_build_object('rejected', true, 'revision', c.revision) else '{}' end
		|| jsonb_strip_nulls(jsonb_build_object('comments_since', core.rfc3339(p_since))))::json, true);
	perform core.audit_write(n.id, n.made_by, 'sanction', n.account_id, n.site_id,
		jsonb_build_object('kind', n.kind, 'until', core.rfc3339(nullif(n.until, 'infinity')), 'reason', n.reason,
			'comments_since', core.rfc3339(p_since)) || p_more,
		case when num_nonnulls(p_note, p_message) > 0 then json_build_object('note', p_note, 'message', p_message) end);
end $$;
