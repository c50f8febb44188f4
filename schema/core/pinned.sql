-- The pinned comments of an article in the order of pinning, as rows of thread_page(). Replies are counted, not
-- listed.
-- Outcomes:
--   pinned  a pinned comment
create or replace function core.pinned(p_article uuid, p_ids jsonb)
returns table (outcome text, id uuid, parent_id uuid, author_id uuid, author_name text, author_role text,
	html text, state text, revision int, edited_at text, up int, down int, replies int, key int, version bigint)
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	select 'pinned', c.id, c.parent_id, c.author_id, c.author_name, c.author_role, c.html, c.state, c.revision,
		core.rfc3339(c.edited_at), c.up, c.down, c.reply_count, 0, null::bigint
	from jsonb_array_elements_text(p_ids) with ordinality i (id, n)
	join core.comment c on c.article_id = p_article and c.id = i.id::uuid and c.state = 'published'
	order by i.n;
end $$;
