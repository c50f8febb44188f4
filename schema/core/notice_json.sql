-- SPDX-License-Identifier: Apache-2.0
-- A notice as its account sees it; the statement is as it was when written. For an own comment also its present text
-- (null: erased) and comment_state; both are null otherwise.
create or replace function core.notice_json(n core.notice) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_text text;
	v_state text;
begin
	select case when c.text_erased_at is null then c.body end, c.state into v_text, v_state
	from core.comment c
	where c.article_id = n.article_id and c.id = n.comment_id and c.author_id = n.account_id;
	return json_build_object('id', n.id, 'kind', n.kind, 'article', n.article_id, 'comment', n.comment_id,
		'decision', n.decision_id, 'sanction', n.sanction_id, 'statement', n.body, 'text', v_text, 'comment_state', v_state,
		'created_at', core.rfc3339(n.created_at), 'read_at', core.rfc3339(n.read_at));
end $$;
