-- SPDX-License-Identifier: Apache-2.0
-- The filter of a job with the ids of the author and the article that it names. author is an id or a skeleton. article
-- is an id, a key or a present or former address, p_url, of an article on these sites (null: all). fault: null or the
-- outcome unknown_author, unknown_article or several_articles (of sites that have the same key).
create or replace function core.job_filter_ids(p_filter jsonb, p_url text, p_sites uuid[], out filter jsonb, out fault text)
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_id constant text := '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
	v_author text := p_filter ->> 'author';
	v_article text := p_filter ->> 'article';
	v_found uuid[];
begin
	filter := p_filter;
	if v_author !~* v_id then
		filter := filter || jsonb_build_object('author', (select a.id from core.account a where a.skeleton = v_author));
		if filter ->> 'author' is null then
			fault := 'unknown_author';
		end if;
	end if;
	if v_article !~* v_id then
		v_found := array(select a.id from core.site s join core.article a on a.site_id = s.id and a.key = v_article
				where p_sites is null or s.id = any(p_sites)
			union select u.article_id from core.site s join core.article_url u on u.site_id = s.id and u.url = core.url_key(p_url, s.settings)
				where p_sites is null or s.id = any(p_sites));
		filter := filter || jsonb_build_object('article', v_found[1]);
		if cardinality(v_found) <> 1 then
			fault := coalesce(fault, case when v_found = '{}' then 'unknown_article' else 'several_articles' end);
		end if;
	end if;
end $$;
