-- SPDX-License-Identifier: Apache-2.0
-- A page of the replies to one comment, at most p_limit + 1, and below each its own replies on p_levels levels, all in
-- p_sort order. api_1.thread_page() explains the settings.
-- Outcomes:
--   ok         the first row: the article; locked as the comment is
--   node       a reply to the comment
--   more       the one after p_limit: there are more
--   reply      as in thread_page()
--   not_found  no such article, or hidden, or no such visible comment; the only row
create or replace function api_1.replies_page(p_article uuid, p_parent uuid, p_sort text, p_limit int, p_at_key int, p_at_id uuid,
	p_replies int default 0, p_levels int default 2)
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
	join core.comment c on c.article_id = a.id and c.id = p_parent and c.visible
	where a.id = p_article and a.state <> 'hidden';
	v_first.outcome := case when found then 'ok' else 'not_found' end;
	if v_first.outcome <> 'ok' then
		return next v_first;
		return;
	end if;
	v_first.locked := v_marks ? 'locked' and core.thread_locked(p_article, v_marks, p_parent);
	return next v_first;

	if p_sort = 'newest' then
		return query select b.* from core.branches_newest(p_article, p_parent, p_at_key, p_at_id, p_limit, p_replies, p_levels) b;
	elsif p_sort = 'oldest' then
		return query select b.* from core.branches_oldest(p_article, p_parent, p_at_key, p_at_id, p_limit, p_replies, p_levels) b;
	elsif p_sort = 'best' then
		return query select b.* from core.branches_best(p_article, p_parent, p_at_key, p_at_id, p_limit, p_replies, p_levels) b;
	else
		return query select b.* from core.branches_by_replies(p_article, p_parent, p_at_key, p_at_id, p_limit, p_replies, p_levels) b;
	end if;
end $$;
