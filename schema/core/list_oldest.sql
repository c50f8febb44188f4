-- SPDX-License-Identifier: Apache-2.0
-- The visible children of p_parent (the article's id for the top level), oldest first: those after p_at_id.
-- PostgreSQL inlines this function into the query of its caller; see api_1.thread_page().
create or replace function core.list_oldest(p_article uuid, p_parent uuid, p_at_id uuid, p_limit int)
returns setof core.public_columns language sql stable
as $$
	select (c.shown).*
	from core.public_comment c
	where c.article_id = p_article and c.parent_id = p_parent and c.id > p_at_id
	order by c.id
	limit p_limit
$$;
