-- SPDX-License-Identifier: Apache-2.0
-- The discussions with the newest comments, newest first: those of the last 500 comments, at most p_limit. Hidden articles
-- are left out.
-- Outcomes:
--   ok  {articles}: [{id, site, title, comment_count, last_at}]; site is the key
create or replace function api_1.recent(p_limit int, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	outcome := 'ok';
	select json_build_object('articles', coalesce(json_agg(json_build_object('id', r.id, 'site', r.key, 'title', r.title,
		'comment_count', r.comment_count, 'last_at', core.rfc3339(r.last_at)) order by r.last_at desc, r.id), '[]')) into body
	from (select a.id, s.key, a.title, a.comment_count, l.last_at
		from (select n.article_id, max(n.created_at) as last_at
			from (select c.article_id, c.created_at, c.state from core.comment c order by c.id desc limit 500) n
			where n.state = 'published' group by n.article_id) l
		-- lateral with a limit: an index lookup for each article, which a generic plan would not choose
		cross join lateral (select x.id, x.site_id, x.title, x.comment_count from core.article x
			where x.id = l.article_id and x.state <> 'hidden' limit 1) a
		join core.site s on s.id = a.site_id
		order by l.last_at desc, a.id
		limit least(p_limit, 100)) r;
end $$;
