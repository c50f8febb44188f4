-- SPDX-License-Identifier: Apache-2.0
-- The state rules of one article: the site's rules, overridden by the article's; null switches a rule off.
create or replace function core.article_rules(p_rules jsonb, p_article uuid) returns jsonb
language sql immutable parallel safe
as $$
	select case when p_rules ? 'articles'
		then jsonb_strip_nulls((p_rules - 'articles') || coalesce(p_rules #> array['articles', p_article::text], '{}'))
		else p_rules end
$$;
