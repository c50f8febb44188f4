-- SPDX-License-Identifier: Apache-2.0
-- For madang migrate: rewrites addresses of an older canonical form. p_rows is a list of {site, url, canonical}: the stored
-- key, and the canonical form of its address or null if that is none; the row then stays. If two articles have one key, the older article keeps
-- it, and the newer one gets a row in article_duplicate. Returns the number of such rows.
create or replace function core.article_urls_canonicalize(p_rows jsonb) returns int
language plpgsql
as $$
#variable_conflict use_column
declare
	v_duplicates int := 0;
	v_key text;
	v_article uuid;
	v_owner uuid;
	r record;
begin
	for r in select x.site, x.url, x.canonical from jsonb_to_recordset(p_rows) x (site uuid, url text, canonical text) loop
		select coalesce(core.url_key(r.canonical, s.settings), r.url) into v_key from core.site s where s.id = r.site;
		if v_key = r.url then
			update core.article_url set form = 3, address = coalesce(r.canonical, address) where site_id = r.site and url = r.url;
			continue;
		end if;
		delete from core.article_url where site_id = r.site and url = r.url returning article_id into v_article;
		select u.article_id into v_owner from core.article_url u where u.site_id = r.site and u.url = v_key;
		if not found then
			insert into core.article_url (site_id, url, article_id, address) values (r.site, v_key, v_article, r.canonical);
		elsif v_owner <> v_article then
			update core.article_url set article_id = least(v_owner, v_article) where site_id = r.site and url = v_key;
			insert into core.article_duplicate (article_id, site_id, url)
			values (greatest(v_owner, v_article), r.site, v_key)
			on conflict do nothing;
			if found then
				v_duplicates := v_duplicates + 1;
			end if;
		end if;
	end loop;
	return v_duplicates;
end $$;
