-- SPDX-License-Identifier: Apache-2.0
-- The comment that an appeal is about, with the text that the decision was about: {comment, article, state, revision,
-- body, created_at}. Of a sanction: the comment from whose case it was imposed. body: null once erased. Null without a
-- comment.
create or replace function core.appeal_about_json(p core.appeal) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_about json;
begin
	select json_build_object('comment', c.id, 'article', json_build_object('id', a.id, 'title', a.title), 'state', c.state,
		'revision', coalesce(r.revision, c.revision),
		'body', case when r.revision is null and c.text_erased_at is null then c.body when r.text_erased_at is null then r.body end,
		'created_at', core.rfc3339(c.created_at))
	into v_about
	from core.comment c
	join core.article a on a.id = c.article_id
	left join core.comment_revision r on r.article_id = c.article_id and r.comment_id = c.id and r.revision = coalesce(
		(select d.revision from core.decision d where d.id = p.decision_id),
		(select (t.body ->> 'revision')::int from core.notice t where t.id = p.notice_id))
	where c.id = coalesce(p.comment_id, (select n.comment_id from core.sanction n where n.id = p.sanction_id));
	return v_about;
end $$;
