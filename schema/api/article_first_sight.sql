-- SPDX-License-Identifier: Apache-2.0
-- Makes an article for a page of the newspaper that shows it: p_origin is the page's, as its browser says, p_url the
-- article's address (canonical), p_title its title in one line. A site takes at most p_day_max such articles in 24 hours.
-- A later call finds the article and changes nothing.
-- Outcomes:
--   ok               {article}: created; also when the same id comes again
--   again            {article} that has this address
--   first_sight_off  the site's settings do not allow it
--   bad_origin       the page's origin is not one of the site's
--   other_origin     the address is not one of the page's origin (http, https and www. are one)
--   too_fast         {wait}: seconds until the site takes another one
--   unknown_site     no such site
--   not_found        the article with this address is hidden
create or replace function api_1.article_first_sight(p_article uuid, p_site text, p_origin text, p_url text, p_title text, p_day_max int,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	a core.article;
	s core.site := core.default_site(p_site);
	v_owner uuid;
	v_count bigint;
	v_since timestamptz;
begin
	perform core.id_check(p_article);
	outcome := case when s.id is null then 'unknown_site'
		when p_origin is null or not p_origin = any(s.origins) then 'bad_origin'
		when s.settings -> 'first_sight' is distinct from 'true'::jsonb then 'first_sight_off'
		when core.url_key(substring(p_url from '^[^:]+://[^/?]+') || '/', '{}') <> core.url_key(p_origin || '/', '{}') then 'other_origin' end;
	if outcome is not null then
		return;
	end if;
	-- one after the other, so that the day's limit and the key of the address are exact
	select * into s from core.site x where x.id = s.id for no key update;
	select u.article_id into v_owner from core.article_url u where u.site_id = s.id and u.url = core.url_key(p_url, s.settings);
	if not found then
		select count(*), min(f.at) into v_count, v_since
		from (select x.at from core.first_sight x where x.site_id = s.id and x.at > core.now() - interval '24 hours'
			order by x.at desc limit p_day_max) f;
		if v_count >= p_day_max then
			outcome := 'too_fast';
			body := json_build_object('wait', ceil(extract(epoch from v_since + interval '24 hours' - core.now()))::int);
			return;
		end if;
		insert into core.article (id, site_id, key, url, title) values (p_article, s.id, 'first-sight:' || p_article, p_url, p_title);
		v_owner := core.article_url_add(s.id, p_url, p_article);
		insert into core.first_sight (article_id, site_id) values (p_article, s.id);
		insert into core.journal (article_id, version, change) values (p_article, 1, 'state');
		perform core.audit_write(core.new_id(), null, 'article_create', p_article, s.id, jsonb_build_object('first_sight', p_origin),
			json_build_object('key', 'first-sight:' || p_article, 'title', p_title, 'url', p_url));
	end if;
	select * into a from core.article where id = v_owner;
	if a.state = 'hidden' then
		outcome := 'not_found';
		return;
	end if;
	outcome := case when a.id = p_article then 'ok' else 'again' end;
	version := a.version;
	body := core.article_json(a, s.key);
end $$;
