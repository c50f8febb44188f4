-- SPDX-License-Identifier: Apache-2.0
-- Articles with their settings for moderators, hidden ones too: the article with this id, or (p_article null) those
-- of the viewer's sites with key p_find or present or former address p_url (canonical; null if p_find is none).
-- Outcomes:
--   ok          {articles}: an empty list if nothing is found
--   not_found   no such id, or of a site that is not the viewer's
--   sanctioned  {kind, until}: a ban
--   sign_in, forbidden
create or replace function api_1.article_desk(p_viewer bytea, p_article uuid, p_find text, p_url text default null, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_sites uuid[];
	v_ids uuid[] := array[p_article];
	v_list json;
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(core.viewer(p_viewer, null), 2) g;
	if outcome <> 'ok' then
		return;
	end if;
	if p_article is null then
		select array_agg(x.id) into v_ids
		from core.site s
		cross join lateral (select a.id from core.article a where a.site_id = s.id and a.key = p_find
			union select m.article_id from core.article_moved m where m.site_id = s.id and m.key = p_find
			union select u.article_id from core.article_url u where u.site_id = s.id and u.url = core.url_key(p_url, s.settings)) x
		where v_sites is null or s.id = any(v_sites);
	end if;
	select json_agg(core.article_json(a, s.key) order by s.key, a.id) into v_list
	from core.article a join core.site s on s.id = a.site_id
	where a.id = any(v_ids) and (v_sites is null or s.id = any(v_sites));
	if v_list is null and p_article is not null then
		outcome := 'not_found';
	else
		body := json_build_object('articles', coalesce(v_list, '[]'));
	end if;
end $$;
