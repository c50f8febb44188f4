-- SPDX-License-Identifier: Apache-2.0
-- Articles of the viewer's sites for the desk, newest first, hidden ones too. If p_find is the id (p_id), the key or the
-- address (p_url: the canonical form, null if it is none) of articles, present or former, the list has those. Else p_find
-- is a part of the title in any case of letters. p_state and p_site (a key) are filters; null: all.
-- Outcomes:
--   ok          {articles, next}: next is an id or null. One call looks through at most 5000 articles, so a page can have
--               fewer articles than p_limit and still a next
--   not_found   a site where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.article_list(p_viewer bytea, p_id uuid, p_find text, p_url text, p_state text, p_limit int, p_at_id uuid, p_site text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_sites uuid[];
	v_ids uuid[];
	v_items json[];
	v_n int;
	v_last uuid;
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_scope(core.viewer(p_viewer, null), 2, null, p_site) g;
	if outcome <> 'ok' then
		return;
	end if;
	if p_find is not null then
		v_ids := array(select x.id
			from core.site s
			cross join lateral (select a.id from core.article a where a.site_id = s.id and a.key = p_find
				union select a.id from core.article a where a.site_id = s.id and a.id = p_id
				union select m.article_id from core.article_moved m where m.site_id = s.id and m.key = p_find
				union select u.article_id from core.article_url u where u.site_id = s.id and u.url = core.url_key(p_url, s.settings)) x
			where (v_sites is null or s.id = any(v_sites)) and x.id < p_at_id order by x.id desc limit p_limit + 1);
	end if;
	if coalesce(cardinality(v_ids), 0) = 0 then
		v_ids := array(select y.id
			from (select x.id, x.site_id, x.title, x.state from core.article x where x.id < p_at_id order by x.id desc limit 5000) y
			where (v_sites is null or y.site_id = any(v_sites)) and (p_state is null or y.state = p_state)
				and (p_find is null or position(lower(p_find) in lower(y.title)) > 0)
			order by y.id desc limit p_limit + 1);
		if cardinality(v_ids) <= p_limit then
			select case when count(*) = 5000 then min(y.id::text)::uuid end into v_last
			from (select x.id from core.article x where x.id < p_at_id order by x.id desc limit 5000) y;
		end if;
	end if;
	v_items := array(select core.article_json(a, s.key) from core.article a join core.site s on s.id = a.site_id
		where a.id = any(v_ids[1:p_limit]) order by a.id desc);
	v_n := core.fit_count(v_items);
	body := json_build_object('articles', to_json(v_items[1:v_n]),
		'next', case when cardinality(v_ids) > v_n then v_ids[v_n] else v_last end);
end $$;
