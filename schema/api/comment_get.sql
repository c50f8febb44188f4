-- SPDX-License-Identifier: Apache-2.0
-- One comment with its ancestors: the root and the nearest nineteen.
-- Outcomes:
--   ok         the first row: the article, the number of all ancestors as replies
--   ancestor   from the root down
--   node       the comment
--   not_found  no such article, or hidden, or no such visible comment; the only row
create or replace function api_1.comment_get(p_article uuid, p_comment uuid)
returns setof core.thread_row
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
	v_first core.thread_row;
	v_shown uuid[];
	v_locked jsonb;
	v_locked_above int; -- levels from the comment up to the highest locked one; null: none
begin
	select core.article_json(a, s.key)::text, a.version, a.marks -> 'locked' into v_first.html, v_first.version, v_locked
	from core.article a join core.site s on s.id = a.site_id
	join core.comment c on c.article_id = a.id and c.id = p_comment and c.visible
	where a.id = p_article and a.state <> 'hidden';
	if not found then
		v_first.outcome := 'not_found';
		return next v_first;
		return;
	end if;
	with recursive way as ( -- one lookup for each level; comments.depth_max limits them
		select c.id, c.parent_id, 0 as above from core.comment c where c.article_id = p_article and c.id = p_comment
		union all
		select c.id, c.parent_id, w.above + 1 from way w join core.comment c on c.article_id = p_article and c.id = w.parent_id
	)
	select array_agg(w.id) filter (where w.above < 20 or w.parent_id = p_article), max(w.above),
		max(w.above) filter (where v_locked ? w.id::text)
	into v_shown, v_first.replies, v_locked_above from way w;
	v_first.outcome := 'ok';
	return next v_first;

	return query
	select case when c.id = p_comment then 'node' else 'ancestor' end, null::bigint,
		coalesce(max(c.depth) over () - c.depth <= v_locked_above, false), (c.shown).*
	from core.public_comment c
	where c.article_id = p_article and c.id = any(v_shown)
	order by c.depth;
end $$;
