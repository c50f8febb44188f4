-- SPDX-License-Identifier: Apache-2.0
-- Versions of many articles, for a worker that may have missed notifications. A row for each article.
-- Outcomes:
--   ok    article, version
--   gone  no such article, or hidden: the worker drops its cached pages
create or replace function api_1.versions(p_articles uuid[])
returns table (outcome text, article uuid, version bigint)
language plpgsql stable security definer rows 100 set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	return query
	select case when a.id is null or a.state = 'hidden' then 'gone' else 'ok' end, x.id, a.version
	from unnest(p_articles) x (id)
	left join core.article a on a.id = x.id;
end $$;
