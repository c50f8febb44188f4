-- A page of the replies to one comment in p_sort order, at most p_limit + 1. Each row has an outcome. thread_page()
-- explains the comparisons.
-- Outcomes:
--   ok         the first row: version, the article's JSON as html, key 1 if the comment or one of its ancestors is
--              locked
--   node       a reply; the one after p_limit only says that there are more
--   not_found  no such article, or hidden, or no such visible comment; the only row
create or replace function api_1.replies_page(p_article uuid, p_parent uuid, p_sort text, p_limit int, p_at_key int, p_at_id uuid)
returns table (outcome text, id uuid, parent_id uuid, author_id uuid, author_name text, author_role text,
	html text, state text, revision int, edited_at text, up int, down int, replies int, key int, version bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_sort = off set enable_incremental_sort = off
as $$
#variable_conflict use_column
declare
	v_article text;
	v_version bigint;
	v_marks jsonb;
begin
	select core.article_json(a, s.key)::text, a.version, a.marks into v_article, v_version, v_marks
	from core.article a join core.site s on s.id = a.site_id
	join core.comment c on c.article_id = a.id and c.id = p_parent and c.visible
	where a.id = p_article and a.state <> 'hidden';
	if not found then
		outcome := 'not_found';
		return next;
		return;
	end if;
	outcome := 'ok';
	html := v_article;
	key := (v_marks ? 'locked' and core.thread_locked(p_article, v_marks, p_parent))::int;
	version := v_version;
	return next;

	if p_sort = 'newest' then
		return query
		select 'node', c.id, c.parent_id, case when c.state = 'published' then c.author_id end,
			case when c.state = 'published' then c.author_name end, case when c.state = 'published' then c.author_role end,
			case when c.state = 'published' then c.html end,
			case c.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end, c.revision,
			case when c.state = 'published' and c.edited_at is not null then core.rfc3339(c.edited_at) end,
			case when c.state = 'published' then c.up end, case when c.state = 'published' then c.down end,
			c.reply_count, 0, null::bigint
		from core.comment c
		where c.article_id = p_article and c.parent_id = p_parent
			and c.id < p_at_id
			and c.visible
		order by c.id desc
		limit p_limit + 1;
	elsif p_sort = 'oldest' then
		return query
		select 'node', c.id, c.parent_id, case when c.state = 'published' then c.author_id end,
			case when c.state = 'published' then c.author_name end, case when c.state = 'published' then c.author_role end,
			case when c.state = 'published' then c.html end,
			case c.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end, c.revision,
			case when c.state = 'published' and c.edited_at is not null then core.rfc3339(c.edited_at) end,
			case when c.state = 'published' then c.up end, case when c.state = 'published' then c.down end,
			c.reply_count, 0, null::bigint
		from core.comment c
		where c.article_id = p_article and c.parent_id = p_parent
			and c.id > p_at_id
			and c.visible
		order by c.id
		limit p_limit + 1;
	elsif p_sort = 'best' then
		return query
		select 'node', c.id, c.parent_id, case when c.state = 'published' then c.author_id end,
			case when c.state = 'published' then c.author_name end, case when c.state = 'published' then c.author_role end,
			case when c.state = 'published' then c.html end,
			case c.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end, c.revision,
			case when c.state = 'published' and c.edited_at is not null then core.rfc3339(c.edited_at) end,
			case when c.state = 'published' then c.up end, case when c.state = 'published' then c.down end,
			c.reply_count, c.rank_best, null::bigint
		from core.comment c
		where c.article_id = p_article and c.parent_id = p_parent
			and (c.rank_best, c.id) < (p_at_key, p_at_id)
			and c.visible
		order by c.rank_best desc, c.id desc
		limit p_limit + 1;
	else
		return query
		select 'node', c.id, c.parent_id, case when c.state = 'published' then c.author_id end,
			case when c.state = 'published' then c.author_name end, case when c.state = 'published' then c.author_role end,
			case when c.state = 'published' then c.html end,
			case c.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end, c.revision,
			case when c.state = 'published' and c.edited_at is not null then core.rfc3339(c.edited_at) end,
			case when c.state = 'published' then c.up end, case when c.state = 'published' then c.down end,
			c.reply_count, c.reply_count, null::bigint
		from core.comment c
		where c.article_id = p_article and c.parent_id = p_parent
			and (c.reply_count, c.id) < (p_at_key, p_at_id)
			and c.visible
		order by c.reply_count desc, c.id desc
		limit p_limit + 1;
	end if;
end $$;
