-- SPDX-License-Identifier: Apache-2.0
-- thread_page() for pages of so many comments that fetching all texts would be expensive: it ends with the row whose
-- text exceeds core.page_max(). It costs a pass over the rows, so pages of normal size do not use it. Outcomes are
-- those of thread_page():
-- Outcomes:
--   ok, pinned, node, more, reply, not_found
create or replace function api_1.thread_page_bounded(p_article uuid, p_sort text, p_limit int, p_replies int, p_at_key int, p_at_id uuid, p_levels int default 2)
returns setof core.thread_row
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
	return query
	select (x.p).*
	from (select p, sum(coalesce(octet_length(p.html), 0)) over (rows unbounded preceding) - coalesce(octet_length(p.html), 0) as before
		from api_1.thread_page(p_article, p_sort, p_limit, p_replies, p_at_key, p_at_id, p_levels) p) x
	where x.before <= core.page_max();
end $$;
