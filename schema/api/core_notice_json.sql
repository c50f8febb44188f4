-- A notice as its addressee sees it; body is the statement.
create or replace function core.notice_json(n core.notice) returns json
language sql stable
as $$
	select json_build_object('id', n.id, 'kind', n.kind, 'article', n.article_id, 'comment', n.comment_id,
		'decision', n.decision_id, 'sanction', n.sanction_id, 'statement', n.body,
		'created_at', core.rfc3339(n.created_at), 'read_at', core.rfc3339(n.read_at))
$$;
