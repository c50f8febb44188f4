-- SPDX-License-Identifier: Apache-2.0
-- The article into which an article was merged.
-- Outcomes:
--   ok         article: its id
--   not_found  the article never existed, is hidden, or was not merged
create or replace function api_1.article_moved(p_article uuid, out outcome text, out article uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	select m.article_id into article from core.article_moved m where m.id = p_article;
	outcome := case when found then 'ok' else 'not_found' end;
end $$;
