-- SPDX-License-Identifier: Apache-2.0
-- How many comments a site's articles have, by the site's own keys. Unknown and hidden articles are left out. Without a
-- site: the default or only one.
-- Outcomes:
--   ok  {counts}: {key: n}
create or replace function api_1.counts_by_key(p_site text, p_keys text[], out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	s core.site := core.default_site(p_site);
begin
	outcome := 'ok';
	select json_build_object('counts', coalesce(json_object_agg(a.key, a.comment_count), '{}')) into body
	from core.article a
	where a.site_id = s.id and a.key = any(p_keys) and a.state <> 'hidden';
end $$;
