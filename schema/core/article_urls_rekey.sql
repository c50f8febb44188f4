-- SPDX-License-Identifier: Apache-2.0
-- Makes the keys of a site's addresses again, by p_settings. If that gave one key to several articles, it changes nothing
-- and returns {pages, more}: the first twenty such keys with their articles, and how many more there are. Null: done. The
-- caller has locked the site's row.
create or replace function core.article_urls_rekey(p_site uuid, p_settings jsonb) returns json
language plpgsql
as $$
#variable_conflict use_column
declare
	v_pages json;
	v_count bigint;
begin
	select count(*), json_agg(json_build_object('address', x.key, 'articles', x.articles) order by x.key) filter (where x.n <= 20)
	into v_count, v_pages
	from (select y.*, row_number() over (order by y.key) as n
		from (select core.url_key(u.address, p_settings) as key, array_agg(distinct u.article_id) as articles
			from core.article_url u where u.site_id = p_site
			group by 1 having count(distinct u.article_id) > 1) y) x;
	if v_count > 0 then
		return json_build_object('pages', v_pages, 'more', v_count - least(v_count, 20));
	end if;

	insert into core.article_duplicate (article_id, site_id, url)
	select d.article_id, p_site, core.url_key(u.address, p_settings)
	from core.article_duplicate d join core.article_url u on u.site_id = p_site and u.url = d.url
	where d.site_id = p_site
	on conflict do nothing;
	with gone as (
		delete from core.article_url u where u.site_id = p_site and u.url <> core.url_key(u.address, p_settings) returning u.*
	), keyed as (
		select g.article_id, g.address, g.form, core.url_key(g.address, p_settings) as url,
			row_number() over (partition by core.url_key(g.address, p_settings) order by g.address = a.url desc, g.address) as n
		from gone g join core.article a on a.id = g.article_id
	)
	insert into core.article_url as u (site_id, url, article_id, address, form)
	select p_site, k.url, k.article_id, k.address, k.form from keyed k where k.n = 1
	-- another spelling kept its key: the article's present one stays
	on conflict (site_id, url) do update set address = excluded.address
	where excluded.address = (select a.url from core.article a where a.id = excluded.article_id);

	-- a duplicate may have an address of its own now
	insert into core.article_url (site_id, url, article_id, address)
	select p_site, core.url_key(a.url, p_settings), a.id, a.url
	from core.article a where a.id in (select d.article_id from core.article_duplicate d where d.site_id = p_site)
	order by a.id
	on conflict do nothing;
	delete from core.article_duplicate d using core.article a, core.article_url u
	where d.site_id = p_site and a.id = d.article_id and u.site_id = p_site
		and u.url = core.url_key(a.url, p_settings) and u.article_id = a.id;
	delete from core.article_duplicate d
	where d.site_id = p_site and not exists (select from core.article_url u where u.site_id = p_site and u.url = d.url);
	return null;
end $$;
