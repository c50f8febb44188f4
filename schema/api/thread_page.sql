-- SPDX-License-Identifier: Apache-2.0
-- A page of a thread: the article, up to p_limit + 1 comments at top level, and below each its replies on p_levels levels,
-- all in p_sort order. The planner expects one row for an article and a parent, and that sorting it is free: it would read a
-- whole thread through another order's index. So sorts are off; each order has its index, and a nested loop keeps the order
-- of its outer side.
-- Outcomes:
--   ok         the first row: the article
--   pinned     on the first page, besides their place in the order: pinned comments of any level
--   node       a comment at top level; p_sort = 'picks': a featured comment of any level, newest first as are its replies
--   more       the comment after p_limit, without replies: there are more
--   reply      a reply to the nearest row before it that has its parent's id: at most p_replies below a node, half as many
--              (rounded up) on each further level
--   not_found  no such article, or hidden; the only row
create or replace function api_1.thread_page(p_article uuid, p_sort text, p_limit int, p_replies int, p_at_key int, p_at_id uuid, p_levels int default 2)
returns setof core.thread_row
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_sort = off set enable_incremental_sort = off
as $$
#variable_conflict use_column
declare
	v_first core.thread_row;
	v_marks jsonb;
begin
	select core.article_json(a, s.key)::text, a.version, a.marks into v_first.html, v_first.version, v_marks
	from core.article a join core.site s on s.id = a.site_id
	where a.id = p_article and a.state <> 'hidden';
	v_first.outcome := case when found then 'ok' else 'not_found' end;
	return next v_first;
	if v_first.outcome <> 'ok' then
		return;
	end if;
	if v_marks ? 'pinned' and p_sort <> 'picks' and p_at_id in ('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff') then
		return query select p.* from core.pinned(p_article, v_marks) p;
	end if;

	if p_sort = 'newest' then
		return query select b.* from core.branches_newest(p_article, p_article, p_at_key, p_at_id, p_limit, p_replies, p_levels) b;
	elsif p_sort = 'oldest' then
		return query select b.* from core.branches_oldest(p_article, p_article, p_at_key, p_at_id, p_limit, p_replies, p_levels) b;
	elsif p_sort = 'best' then
		return query select b.* from core.branches_best(p_article, p_article, p_at_key, p_at_id, p_limit, p_replies, p_levels) b;
	elsif p_sort = 'picks' then
		return query select b.* from core.branches_picks(p_article, v_marks, p_at_id, p_limit, p_replies, p_levels) b;
	else
		return query select b.* from core.branches_by_replies(p_article, p_article, p_at_key, p_at_id, p_limit, p_replies, p_levels) b;
	end if;
end $$;
