-- SPDX-License-Identifier: Apache-2.0
-- An article by its id.
-- Outcomes:
--   ok         {article}
--   not_found  no such article, or hidden
create or replace function api_1.article_get(p_article uuid, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	select 'ok', a.version, core.article_json(a, s.key) into outcome, version, body
	from core.article a join core.site s on s.id = a.site_id
	where a.id = p_article and a.state <> 'hidden';
	if not found then
		outcome := 'not_found';
	end if;
end $$;
