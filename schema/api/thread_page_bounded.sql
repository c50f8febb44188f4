-- thread_page() for pages of so many comments that fetching all texts would be expensive: it ends with the row whose
-- text exceeds core.page_max(). It costs a pass over the rows, so pages of normal size do not use it. Outcomes are
-- those of thread_page():
-- Outcomes:
--   ok, pinned, node, reply, not_found
create or replace function api_1.thread_page_bounded(p_article uuid, p_sort text, p_limit int, p_replies int, p_at_key int, p_at_id uuid)
returns table (outcome text, id uuid, parent_id uuid, author_id uuid, author_name text, author_role text,
	html text, state text, revision int, edited_at text, up int, down int, replies int, key int, version bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	return query
	select x.outcome, x.id, x.parent_id, x.author_id, x.author_name, x.author_role, x.html, x.state, x.revision, x.edited_at,
		x.up, x.down, x.replies, x.key, x.version
	from (
		select p.*, sum(coalesce(octet_length(p.html), 0)) over (rows unbounded preceding) - coalesce(octet_length(p.html), 0) as before
		from api_1.thread_page(p_article, p_sort, p_limit, p_replies, p_at_key, p_at_id) p
	) x
	where x.before <= core.page_max();
end $$;
