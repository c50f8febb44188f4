-- SPDX-License-Identifier: Apache-2.0
-- One comment with its ancestors and a page of its replies, for the HTML page: comment_get() and replies_page() in
-- one query and one snapshot.
-- Outcomes:
--   ok         the first row: the article, the number of all ancestors as replies
--   ancestor   from the root down
--   node       the comment; then its replies
--   more, reply  as in replies_page()
--   not_found  no such article, or hidden, or no such visible comment; the only row
create or replace function api_1.comment_page(p_article uuid, p_comment uuid, p_sort text, p_limit int, p_at_key int, p_at_id uuid,
	p_replies int default 0, p_levels int default 2)
returns setof core.thread_row
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
	return query select g.* from api_1.comment_get(p_article, p_comment) g;
	return query
	select r.* from api_1.replies_page(p_article, p_comment, p_sort, p_limit, p_at_key, p_at_id, p_replies, p_levels) r
	where r.outcome in ('node', 'more', 'reply');
end $$;
