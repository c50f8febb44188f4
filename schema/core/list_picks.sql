-- SPDX-License-Identifier: Apache-2.0
-- The featured comments of an article, newest first: those before p_at_id. One lookup for each of at most 50; a join by id
-- and an order by id would let the planner read the whole thread in that order.
-- PostgreSQL inlines this function into the query of its caller; see api_1.thread_page().
create or replace function core.list_picks(p_article uuid, p_marks jsonb, p_at_id uuid, p_limit int)
returns setof core.public_columns language sql stable
as $$
	select (c.shown).*
	from unnest(array(select i.id::uuid from jsonb_array_elements_text(p_marks -> 'featured') i (id) order by 1 desc)) p (id)
	cross join lateral (
		select x.shown from core.public_comment x
		where x.article_id = p_article and x.id = p.id and x.state = 'published' limit 1) c
	where p.id < p_at_id
	limit p_limit
$$;
