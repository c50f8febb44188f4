-- SPDX-License-Identifier: Apache-2.0
-- For the operator: every counter that differs from what it counts.
create or replace function core.recount() returns table (what text, object uuid, stored bigint, counted bigint)
language sql stable
as $$
	select 'article.comment_count', a.id, a.comment_count::bigint, count(c.id)
	from core.article a left join core.comment c on c.article_id = a.id and c.state = 'published'
	group by a.id having a.comment_count <> count(c.id)
	union all
	select 'comment.reply_count', p.id, p.reply_count::bigint, count(c.id)
	from core.comment p left join core.comment c on c.article_id = p.article_id and c.parent_id = p.id and c.visible
	group by p.article_id, p.id, p.reply_count having p.reply_count <> count(c.id)
	union all
	select 'comment.visible', c.id, c.visible::int::bigint, (c.state = 'published' or c.reply_count > 0)::int::bigint
	from core.comment c where c.visible <> (c.state = 'published' or c.reply_count > 0)
	union all
	select x.what, x.id, x.stored, x.counted
	from (select c.id, c.up, c.down, count(v.value) filter (where v.value > 0) as ups, count(v.value) filter (where v.value < 0) as downs
		from core.comment c left join core.vote v on v.article_id = c.article_id and v.comment_id = c.id
		group by c.article_id, c.id) n
	cross join lateral (values ('comment.up', n.id, n.up::bigint, n.ups), ('comment.down', n.id, n.down::bigint, n.downs)) x (what, id, stored, counted)
	where x.stored <> x.counted
	union all
	select 'article.version', a.id, a.version, max(j.version)
	from core.article a left join core.journal j on j.article_id = a.id
	group by a.id having a.version < max(j.version)
$$;
