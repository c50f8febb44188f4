-- SPDX-License-Identifier: Apache-2.0
-- How many comments each article has; unknown and hidden articles are left out.
-- Outcomes:
--   ok  {counts}: {id: n}
create or replace function api_1.counts(p_articles uuid[], out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	outcome := 'ok';
	select json_build_object('counts', coalesce(json_object_agg(a.id, a.comment_count), '{}')) into body
	from core.article a
	where a.id = any(p_articles) and a.state <> 'hidden';
end $$;
