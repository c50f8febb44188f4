-- SPDX-License-Identifier: Apache-2.0
-- Searches the viewer's sites, newest first: p_in is comments, cases (both returned as cases) or accounts. Words are
-- found inside words, folded by core.folded(). p_author is an id or a skeleton, p_article an id or a key, p_url a
-- present or former address. A moderator of some sites only finds accounts that wrote or were sanctioned there. Null
-- parameters do not filter. A word without three letters in a row has no trigram: then ten thousand texts or names
-- are read in each call, and next continues there. p_site: the key
-- of one site; null: all of the viewer's.
-- Outcomes:
--   ok          {cases, next} or {accounts, next}: next is an id or null
--   not_found   p_site: no such site, or one where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.search(p_viewer bytea, p_in text, p_q text, p_author text, p_state text, p_reason text, p_rule text,
	p_article text, p_from timestamptz, p_to timestamptz, p_limit int, p_at_id uuid, p_url text default null, p_site text default null, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_id constant text := '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
	v_sites uuid[];
	v_author uuid;
	v_articles uuid[];
	v_end uuid;
	v_ids uuid[];
	v_items json[];
	v_n int;
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_scope(core.viewer(p_viewer, null), 2, null, p_site) g;
	if outcome <> 'ok' then
		return;
	end if;
	if p_author ~* v_id then
		v_author := p_author::uuid;
	elsif p_author is not null then
		v_author := coalesce((select a.id from core.account a where a.skeleton = p_author), '00000000-0000-0000-0000-000000000000');
	end if;
	if p_article ~* v_id then
		v_articles := array[p_article::uuid];
	elsif p_article is not null then
		v_articles := array(select a.id from core.site s join core.article a on a.site_id = s.id and a.key = p_article
			union select u.article_id from core.site s join core.article_url u on u.site_id = s.id and u.url = core.url_key(p_url, s.settings));
	end if;
	if v_sites is not null then -- articles of other sites are left out
		v_articles := array(select a.id from core.article a where a.id = any(v_articles) and a.site_id = any(v_sites));
	end if;
	if p_author is null and p_article is null and core.folded(p_q) !~ '[[:alnum:]]{3}' then
		v_end := case p_in when 'accounts'
			then (select a.id from core.account a where a.id < p_at_id order by a.id desc offset 9999 limit 1)
			else (select t.comment_id from core.search_text t where t.comment_id < p_at_id order by t.comment_id desc offset 9999 limit 1) end;
	end if;
	execute 'select x.ids from (' || core.search_sql(p_in = 'accounts', p_in = 'cases', v_sites is not null, p_q is not null, p_author is not null,
		p_state is not null, p_state = 'sanctioned', p_reason is not null,
		p_rule is not null, p_article is not null, p_from is not null, p_to is not null, v_end is not null) || ') x (ids)'
	into v_ids using p_at_id, v_sites, core.search_pattern(p_q),
		v_author, p_state, p_reason, p_rule, v_articles, p_from, p_to, p_limit, v_end;
	v_items := array(select case when p_in = 'accounts' then core.found_account_json(i, v_sites) else core.case_json(i) end
		from unnest(v_ids[1:p_limit]) i order by i desc);
	v_n := core.fit_count(v_items);
	body := json_build_object(case when p_in = 'accounts' then 'accounts' else 'cases' end, to_json(v_items[1:v_n]),
		'next', case when cardinality(v_ids) > v_n then v_ids[v_n] else v_end end);
end $$;
