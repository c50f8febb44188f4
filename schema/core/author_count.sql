-- SPDX-License-Identifier: Apache-2.0
-- How many comments an author has in a state on these sites (null: all sites), at most p_max. It reads at most five
-- times as many comments of other sites, because a case page calls this for every author on it.
create or replace function core.author_count(p_author uuid, p_sites uuid[], p_state text, p_max int) returns bigint
language plpgsql stable
as $$
#variable_conflict use_column
begin
	if p_sites is null then
		return (select count(*) from (select from core.comment c where c.author_id = p_author and c.state = p_state order by c.id desc limit p_max) x);
	end if;
	return (select count(*) from (select from (select c.article_id from core.comment c where c.author_id = p_author and c.state = p_state
			order by c.id desc limit p_max * 5) y
		where exists (select from core.article a where a.id = y.article_id and a.site_id = any(p_sites)) limit p_max) x);
end $$;
