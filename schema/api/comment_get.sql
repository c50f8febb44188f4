-- One comment with its ancestors: the root and the nearest nineteen. key is 1 if the comment or one of its ancestors
-- is locked, else 0. Each row has an outcome.
-- Outcomes:
--   ok         the first row: version, the article's JSON as html, the number of all ancestors as replies
--   ancestor   from the root down
--   node       the comment
--   not_found  no such article, or hidden, or no such visible comment; the only row
create or replace function api_1.comment_get(p_article uuid, p_comment uuid)
returns table (outcome text, id uuid, parent_id uuid, author_id uuid, author_name text, author_role text,
	html text, state text, revision int, edited_at text, up int, down int, replies int, key int, version bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_article text;
	v_version bigint;
	v_shown uuid[];
	v_above int;
	v_locked jsonb;
	v_locked_above int; -- depth of the locked ancestor nearest to the root; null: none
begin
	select core.article_json(a, s.key)::text, a.version, a.marks -> 'locked' into v_article, v_version, v_locked
	from core.article a join core.site s on s.id = a.site_id
	join core.comment c on c.article_id = a.id and c.id = p_comment and c.visible
	where a.id = p_article and a.state <> 'hidden';
	if not found then
		outcome := 'not_found';
		return next;
		return;
	end if;
	with recursive way as ( -- one lookup for each level; comments.depth_max limits them
		select c.id, c.parent_id, 0 as above from core.comment c where c.article_id = p_article and c.id = p_comment
		union all
		select c.id, c.parent_id, w.above + 1 from way w join core.comment c on c.article_id = p_article and c.id = w.parent_id
	)
	select array_agg(w.id) filter (where w.above < 20 or w.parent_id = p_article), max(w.above),
		max(w.above) filter (where v_locked ? w.id::text)
	into v_shown, v_above, v_locked_above from way w;
	outcome := 'ok';
	html := v_article;
	replies := v_above;
	version := v_version;
	return next;

	return query
	select case when c.id = p_comment then 'node' else 'ancestor' end, c.id, c.parent_id, case when c.state = 'published' then c.author_id end,
		case when c.state = 'published' then c.author_name end, case when c.state = 'published' then c.author_role end,
		case when c.state = 'published' then c.html end,
		case c.state when 'published' then 'published' when 'withdrawn' then 'withdrawn' else 'removed' end, c.revision,
		case when c.state = 'published' and c.edited_at is not null then core.rfc3339(c.edited_at) end,
		case when c.state = 'published' then c.up end, case when c.state = 'published' then c.down end,
		c.reply_count, coalesce((max(c.depth) over () - c.depth <= v_locked_above)::int, 0), null::bigint
	from core.comment c
	where c.article_id = p_article and c.id = any(v_shown)
	order by c.depth;
end $$;
