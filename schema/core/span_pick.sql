-- SPDX-License-Identifier: Apache-2.0
-- The next comments of a span by id, at most p_max: published or held ones of its account and site.
create or replace function core.span_pick(s core.sanction_span, p_max int) returns uuid[]
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return array(select x.id from (
		(select c.id from core.comment c join core.article a on a.id = c.article_id
		where c.author_id = s.account_id and c.state = 'published' and c.id > s.at_id and c.id < core.id_from(s.upto)
			and (s.site_id is null or a.site_id = s.site_id)
		order by c.id limit p_max)
		union all
		(select c.id from core.comment c join core.article a on a.id = c.article_id
		where c.author_id = s.account_id and c.state = 'held' and c.id > s.at_id and c.id < core.id_from(s.upto)
			and (s.site_id is null or a.site_id = s.site_id)
		order by c.id limit p_max)
		order by 1 limit p_max) x);
end $$;
