-- SPDX-License-Identifier: Apache-2.0
-- The visible children of p_parent, best first: p_limit of those behind p_at_key and p_at_id, each followed by its replies
-- in the same order. p_replies are below each child, half as many (rounded up) below each reply, and so on; p_levels counts
-- the children as 1, at most 4. PostgreSQL inlines this function into the query of its caller; see api_1.thread_page().
-- Outcomes:
--   node   a child
--   more   the child after p_limit, without replies: there are more
--   reply  a reply to the nearest row before it that has its parent's id
create or replace function core.branches_best(p_article uuid, p_parent uuid, p_at_key int, p_at_id uuid, p_limit int, p_replies int, p_levels int)
returns setof core.thread_row language sql stable
as $$
	select x1.*
	from (select case when row_number() over () > p_limit then 'more' else 'node' end as outcome, null::bigint, null::boolean, c.*
		from core.list_best(p_article, p_parent, p_at_key, p_at_id, p_limit + 1) c) n1
	cross join lateral (
		select n1.*
		union all
		select x2.*
		from (select 'reply', null::bigint, null::boolean, c.* from core.list_best(p_article, n1.id, 2147483647, 'ffffffff-ffff-ffff-ffff-ffffffffffff', p_replies) c) n2
		cross join lateral (
			select n2.*
			union all
			select x3.*
			from (select 'reply', null::bigint, null::boolean, c.*
				from core.list_best(p_article, n2.id, 2147483647, 'ffffffff-ffff-ffff-ffff-ffffffffffff', (p_replies + 1) / 2) c) n3
			cross join lateral (
				select n3.*
				union all
				select 'reply', null, null, c.*
				from core.list_best(p_article, n3.id, 2147483647, 'ffffffff-ffff-ffff-ffff-ffffffffffff', (p_replies + 3) / 4) c
				where p_levels > 3 and n3.replies > 0) x3
			where p_levels > 2 and n2.replies > 0) x2
		where p_levels > 1 and n1.replies > 0 and n1.outcome = 'node') x1
$$;
