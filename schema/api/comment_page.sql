-- One comment with its ancestors and a page of its replies, for the HTML page: comment_get() and replies_page() in
-- one query and one snapshot.
-- Outcomes:
--   ok         the first row: version, the article's JSON as html, the number of all ancestors as replies
--   ancestor   from the root down
--   node       the comment, then its replies in p_sort order; the one after p_limit only says that there are more
--   not_found  no such article, or hidden, or no such visible comment; the only row
create or replace function api_1.comment_page(p_article uuid, p_comment uuid, p_sort text, p_limit int, p_at_key int, p_at_id uuid)
returns table (outcome text, id uuid, parent_id uuid, author_id uuid, author_name text, author_role text,
	html text, state text, revision int, edited_at text, up int, down int, replies int, key int, version bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	return query
	select g.outcome, g.id, g.parent_id, g.author_id, g.author_name, g.author_role, g.html, g.state, g.revision,
		g.edited_at, g.up, g.down, g.replies, g.key, g.version
	from api_1.comment_get(p_article, p_comment) g;

	return query
	select r.outcome, r.id, r.parent_id, r.author_id, r.author_name, r.author_role, r.html, r.state, r.revision,
		r.edited_at, r.up, r.down, r.replies, r.key, r.version
	from api_1.replies_page(p_article, p_comment, p_sort, p_limit, p_at_key, p_at_id) r
	where r.outcome = 'node';
end $$;
