-- A page of a thread: the article, up to p_limit + 1 comments at top level, each followed by up to p_replies of its
-- replies, all in p_sort order. Each row has an outcome. The planner expects one row for an article and a parent, and
-- that sorting it is free: it would read a whole thread through another order's index. So sorts are off; each order
-- has its index, and a nested loop keeps the order of its outer side.
-- Outcomes:
--   ok         the first row: version, and the article's JSON as html
--   pinned     on the first page, besides their place in the order: pinned comments of any level; key 1 if the
--              comment or one of its ancestors is locked, else 0
--   node       a comment at top level; the one after p_limit only says that there are more
--   reply      a reply to the node before it
--   not_found  no such article, or hidden; the only row
create or replace function api_1.thread_page(p_article uuid, p_sort text, p_limit int, p_replies int, p_at_key int, p_at_id uuid)
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
	where a.id = p_article and a.state <> 'hidden';
	if not found then
		outcome := 'not_found';
		return next;
		return;
	end if;
	outcome := 'ok';
	html := v_article;
	version := v_version;
	return next;
	if v_marks ? 'pinned' and p_at_id in ('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff') then
		return query
		select p.outcome, p.id, p.parent_id, p.author_id, p.author_name, p.author_role, p.html, p.state, p.revision, p.edited_at,
			p.up, p.down, p.replies,
			case when v_marks ? 'locked' then core.thread_locked(p_article, v_marks, p.id)::int else p.key end, p.version
		from core.pinned(p_article, v_marks -> 'pinned') p;
	end if;

	if p_sort = 'newest' then
		return query
		select x.*
		from (select t.*, row_number() over () as n from (
			select c.* from core.comment c
			where c.article_id = p_article and c.parent_id = p_article
				and c.id < p_at_id
				and c.visible
			order by c.id desc
			limit p_limit + 1) t) p
		cross join lateral (
			select 'node', p.id, p.parent_id, case when p.state = 'published' then p.author_id end,
				case when p.state = 'published' then p.author_name end, case when p.state = 'published' then p.author_role end,
				case when p.state = 'published' then p.html end,
				case p.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end, p.revision,
				case when p.state = 'published' and p.edited_at is not null then core.rfc3339(p.edited_at) end,
				case when p.state = 'published' then p.up end, case when p.state = 'published' then p.down end,
				p.reply_count, 0, null::bigint
			union all
			(select 'reply', r.id, r.parent_id, case when r.state = 'published' then r.author_id end,
				case when r.state = 'published' then r.author_name end, case when r.state = 'published' then r.author_role end,
				case when r.state = 'published' then r.html end,
				case r.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end, r.revision,
				case when r.state = 'published' and r.edited_at is not null then core.rfc3339(r.edited_at) end,
				case when r.state = 'published' then r.up end, case when r.state = 'published' then r.down end,
				r.reply_count, 0, null::bigint
			from core.comment r
			where p.reply_count > 0 and p.n <= p_limit
				and r.article_id = p_article and r.parent_id = p.id
				and r.id < 'ffffffff-ffff-ffff-ffff-ffffffffffff'
				and r.visible
			order by r.id desc
			limit p_replies)) x;
	elsif p_sort = 'oldest' then
		return query
		select x.*
		from (select t.*, row_number() over () as n from (
			select c.* from core.comment c
			where c.article_id = p_article and c.parent_id = p_article
				and c.id > p_at_id
				and c.visible
			order by c.id
			limit p_limit + 1) t) p
		cross join lateral (
			select 'node', p.id, p.parent_id, case when p.state = 'published' then p.author_id end,
				case when p.state = 'published' then p.author_name end, case when p.state = 'published' then p.author_role end,
				case when p.state = 'published' then p.html end,
				case p.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end, p.revision,
				case when p.state = 'published' and p.edited_at is not null then core.rfc3339(p.edited_at) end,
				case when p.state = 'published' then p.up end, case when p.state = 'published' then p.down end,
				p.reply_count, 0, null::bigint
			union all
			(select 'reply', r.id, r.parent_id, case when r.state = 'published' then r.author_id end,
				case when r.state = 'published' then r.author_name end, case when r.state = 'published' then r.author_role end,
				case when r.state = 'published' then r.html end,
				case r.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end, r.revision,
				case when r.state = 'published' and r.edited_at is not null then core.rfc3339(r.edited_at) end,
				case when r.state = 'published' then r.up end, case when r.state = 'published' then r.down end,
				r.reply_count, 0, null::bigint
			from core.comment r
			where p.reply_count > 0 and p.n <= p_limit
				and r.article_id = p_article and r.parent_id = p.id
				and r.id > '00000000-0000-0000-0000-000000000000'
				and r.visible
			order by r.id
			limit p_replies)) x;
	elsif p_sort = 'best' then
		return query
		select x.*
		from (select t.*, row_number() over () as n from (
			select c.* from core.comment c
			where c.article_id = p_article and c.parent_id = p_article
				and (c.rank_best, c.id) < (p_at_key, p_at_id)
				and c.visible
			order by c.rank_best desc, c.id desc
			limit p_limit + 1) t) p
		cross join lateral (
			select 'node', p.id, p.parent_id, case when p.state = 'published' then p.author_id end,
				case when p.state = 'published' then p.author_name end, case when p.state = 'published' then p.author_role end,
				case when p.state = 'published' then p.html end,
				case p.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end, p.revision,
				case when p.state = 'published' and p.edited_at is not null then core.rfc3339(p.edited_at) end,
				case when p.state = 'published' then p.up end, case when p.state = 'published' then p.down end,
				p.reply_count, p.rank_best, null::bigint
			union all
			(select 'reply', r.id, r.parent_id, case when r.state = 'published' then r.author_id end,
				case when r.state = 'published' then r.author_name end, case when r.state = 'published' then r.author_role end,
				case when r.state = 'published' then r.html end,
				case r.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end, r.revision,
				case when r.state = 'published' and r.edited_at is not null then core.rfc3339(r.edited_at) end,
				case when r.state = 'published' then r.up end, case when r.state = 'published' then r.down end,
				r.reply_count, r.rank_best, null::bigint
			from core.comment r
			where p.reply_count > 0 and p.n <= p_limit
				and r.article_id = p_article and r.parent_id = p.id
				and (r.rank_best, r.id) < (2147483647, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
				and r.visible
			order by r.rank_best desc, r.id desc
			limit p_replies)) x;
	else
		return query
		select x.*
		from (select t.*, row_number() over () as n from (
			select c.* from core.comment c
			where c.article_id = p_article and c.parent_id = p_article
				and (c.reply_count, c.id) < (p_at_key, p_at_id)
				and c.visible
			order by c.reply_count desc, c.id desc
			limit p_limit + 1) t) p
		cross join lateral (
			select 'node', p.id, p.parent_id, case when p.state = 'published' then p.author_id end,
				case when p.state = 'published' then p.author_name end, case when p.state = 'published' then p.author_role end,
				case when p.state = 'published' then p.html end,
				case p.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end, p.revision,
				case when p.state = 'published' and p.edited_at is not null then core.rfc3339(p.edited_at) end,
				case when p.state = 'published' then p.up end, case when p.state = 'published' then p.down end,
				p.reply_count, p.reply_count, null::bigint
			union all
			(select 'reply', r.id, r.parent_id, case when r.state = 'published' then r.author_id end,
				case when r.state = 'published' then r.author_name end, case when r.state = 'published' then r.author_role end,
				case when r.state = 'published' then r.html end,
				case r.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end, r.revision,
				case when r.state = 'published' and r.edited_at is not null then core.rfc3339(r.edited_at) end,
				case when r.state = 'published' then r.up end, case when r.state = 'published' then r.down end,
				r.reply_count, r.reply_count, null::bigint
			from core.comment r
			where p.reply_count > 0 and p.n <= p_limit
				and r.article_id = p_article and r.parent_id = p.id
				and (r.reply_count, r.id) < (2147483647, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
				and r.visible
			order by r.reply_count desc, r.id desc
			limit p_replies)) x;
	end if;
end $$;
