-- One page of a thread: the article, up to p_limit + 1 comments at top level, each followed by
-- up to p_replies of its replies, all in the order asked for. Outcomes:
--   ok         the first row: version, and the article's JSON under html
--   node       a comment at top level; the one past p_limit only says that there is more
--   reply      a reply to the node before it
--   not_found  no such article, or hidden; the only row
-- Every comparison is one of whole index rows, on first pages too. Equality on article and
-- parent beside it would make the planner expect one row, and a sort of one row costs
-- nothing: it would then read a whole thread through another order's index.
-- A nested loop keeps its outer side's order, so there is no outer order by.
create or replace function api_1.thread_page(p_article uuid, p_sort text, p_limit int, p_replies int, p_at_key int, p_at_id uuid)
returns table (outcome text, id uuid, parent_id uuid, author_id uuid, author_name text, author_role text,
	html text, state text, revision int, edited_at text, up int, down int, replies int, key int, version bigint)
language plpgsql stable security definer
as $$
#variable_conflict use_column
declare
	v_article text;
	v_version bigint;
begin
	select core.article_json(a, s.key)::text, a.version into v_article, v_version
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

	if p_sort = 'newest' then
		return query
		select x.*
		from (select t.*, row_number() over () as n from (
			select c.* from core.comment c
			where (c.article_id, c.parent_id, c.id) < (p_article, p_article, p_at_id)
				and (c.article_id, c.parent_id, c.id) >= (p_article, p_article, '00000000-0000-0000-0000-000000000000')
				and c.shown
			order by c.article_id desc, c.parent_id desc, c.id desc
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
				and (r.article_id, r.parent_id, r.id) < (p_article, p.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
				and (r.article_id, r.parent_id, r.id) >= (p_article, p.id, '00000000-0000-0000-0000-000000000000')
				and r.shown
			order by r.article_id desc, r.parent_id desc, r.id desc
			limit p_replies)) x;
	elsif p_sort = 'oldest' then
		return query
		select x.*
		from (select t.*, row_number() over () as n from (
			select c.* from core.comment c
			where (c.article_id, c.parent_id, c.id) > (p_article, p_article, p_at_id)
				and (c.article_id, c.parent_id, c.id) <= (p_article, p_article, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
				and c.shown
			order by c.article_id, c.parent_id, c.id
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
				and (r.article_id, r.parent_id, r.id) > (p_article, p.id, '00000000-0000-0000-0000-000000000000')
				and (r.article_id, r.parent_id, r.id) <= (p_article, p.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
				and r.shown
			order by r.article_id, r.parent_id, r.id
			limit p_replies)) x;
	elsif p_sort = 'best' then
		return query
		select x.*
		from (select t.*, row_number() over () as n from (
			select c.* from core.comment c
			where (c.article_id, c.parent_id, c.rank_best, c.id) < (p_article, p_article, p_at_key, p_at_id)
				and (c.article_id, c.parent_id, c.rank_best, c.id) >= (p_article, p_article, -2147483648, '00000000-0000-0000-0000-000000000000')
				and c.shown
			order by c.article_id desc, c.parent_id desc, c.rank_best desc, c.id desc
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
				and (r.article_id, r.parent_id, r.rank_best, r.id) < (p_article, p.id, 2147483647, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
				and (r.article_id, r.parent_id, r.rank_best, r.id) >= (p_article, p.id, -2147483648, '00000000-0000-0000-0000-000000000000')
				and r.shown
			order by r.article_id desc, r.parent_id desc, r.rank_best desc, r.id desc
			limit p_replies)) x;
	else
		return query
		select x.*
		from (select t.*, row_number() over () as n from (
			select c.* from core.comment c
			where (c.article_id, c.parent_id, c.reply_count, c.id) < (p_article, p_article, p_at_key, p_at_id)
				and (c.article_id, c.parent_id, c.reply_count, c.id) >= (p_article, p_article, -2147483648, '00000000-0000-0000-0000-000000000000')
				and c.shown
			order by c.article_id desc, c.parent_id desc, c.reply_count desc, c.id desc
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
				and (r.article_id, r.parent_id, r.reply_count, r.id) < (p_article, p.id, 2147483647, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
				and (r.article_id, r.parent_id, r.reply_count, r.id) >= (p_article, p.id, -2147483648, '00000000-0000-0000-0000-000000000000')
				and r.shown
			order by r.article_id desc, r.parent_id desc, r.reply_count desc, r.id desc
			limit p_replies)) x;
	end if;
end $$;
