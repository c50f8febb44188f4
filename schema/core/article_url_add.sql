-- SPDX-License-Identifier: Apache-2.0
-- Adds an address (canonical) of an article, unless another article has it. Returns the article that has it. The site's row
-- is locked, so that a change of the settings makes this key again too.
create or replace function core.article_url_add(p_site uuid, p_url text, p_article uuid) returns uuid
language plpgsql
as $$
#variable_conflict use_column
declare
	v_settings jsonb;
	v_owner uuid;
begin
	select s.settings into v_settings from core.site s where s.id = p_site for share;
	insert into core.article_url as u (site_id, url, article_id, address)
	values (p_site, core.url_key(p_url, v_settings), p_article, p_url)
	on conflict (site_id, url) do update set address = case when u.article_id = excluded.article_id then excluded.address else u.address end
	returning u.article_id into v_owner;
	return v_owner;
end $$;
