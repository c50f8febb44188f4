-- SPDX-License-Identifier: Apache-2.0
-- A comment for its author or a moderator: the public fields with its true state and its Markdown. Replies are
-- counted, never listed. An erased text is null.
create or replace function core.comment_json(c core.comment) returns json
language sql stable
as $$
	select json_build_object('id', c.id,
		'parent_id', nullif(c.parent_id, c.article_id),
		'author', json_build_object('id', c.author_id, 'username', c.author_name, 'role', c.author_role, 'badge', c.author_badge),
		'html', case when c.text_erased_at is null then c.html end,
		'state', c.state, 'revision', c.revision,
		'created_at', core.rfc3339(c.created_at), 'edited_at', core.rfc3339(c.edited_at),
		'votes', json_build_object('up', c.up, 'down', c.down),
		'replies', json_build_object('count', c.reply_count, 'comments', '[]'::json, 'next', null),
		'body', case when c.text_erased_at is null then c.body end)
$$;
