-- SPDX-License-Identifier: Apache-2.0
-- A page of an account's comments of one state, newest first, without those in hidden articles: {comments, next}. Each is
-- {id, article, title, html, state, created_at, votes, replies}.
create or replace function core.comments_of_json(p_account uuid, p_state text, p_limit int, p_at_id uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_items json[];
	v_n int;
begin
	v_items := array(
		select json_build_object('id', c.id, 'article', a.id, 'title', a.title, 'html', c.html, 'state', c.state,
			'created_at', core.rfc3339(c.created_at), 'votes', json_build_object('up', c.up, 'down', c.down), 'replies', c.reply_count)
		from core.comment c join core.article a on a.id = c.article_id and a.state <> 'hidden'
		where c.author_id = p_account and c.state = p_state and c.id < p_at_id
		order by c.id desc limit p_limit + 1);
	v_n := core.fit_count(v_items[1:p_limit]);
	return json_build_object('comments', to_json(v_items[1:v_n]),
		'next', case when cardinality(v_items) > v_n then v_items[v_n] ->> 'id' end);
end $$;
