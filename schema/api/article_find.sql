-- SPDX-License-Identifier: Apache-2.0
-- Finds an article by its site's key, or by a present or former address (canonical). Without a site: the default or
-- only one.
-- Outcomes:
--   ok         {article}
--   not_found  no such article, or hidden
create or replace function api_1.article_find(p_site text, p_key text, p_url text,
	out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	s core.site := core.default_site(p_site);
begin
	if p_key is not null then
		-- its own key, or that of an article merged into it
		select 'ok', a.version, core.article_json(a, s.key) into outcome, version, body
		from core.article a
		where a.state <> 'hidden' and a.id = coalesce((select x.id from core.article x where x.site_id = s.id and x.key = p_key),
			(select m.article_id from core.article_moved m where m.site_id = s.id and m.key = p_key));
	else
		select 'ok', a.version, core.article_json(a, s.key) into outcome, version, body
		from core.article_url u join core.article a on a.id = u.article_id
		where u.site_id = s.id and u.url = core.url_key(p_url, s.settings) and a.state <> 'hidden';
	end if;
	if not found then
		outcome := 'not_found';
	end if;
end $$;
