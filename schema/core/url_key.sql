-- SPDX-License-Identifier: Apache-2.0
-- The key by which a site compares addresses: the canonical address (server/text/url.h) as https and without "www." before
-- a name of at least two labels. Of the query it keeps the parameters that p_settings lists as query_parameters, in order of
-- their names. Slashes at the end of the path are left out unless trailing_slash is "different". After a change here, raise
-- the default of article_url.form, and madang migrate rewrites the stored keys.
create or replace function core.url_key(p_url text, p_settings jsonb) returns text
language sql immutable parallel safe
as $$
	select regexp_replace(
			regexp_replace(split_part(p_url, '?', 1), '^https?://(www\.(?=[^/]*\.))?', 'https://'),
			case when p_settings ->> 'trailing_slash' = 'different' then '^$' else '([^/])/+$' end, '\1')
		|| coalesce((select '?' || string_agg(q.text, '&' order by split_part(q.text, '=', 1) collate "C", q.n)
			from regexp_split_to_table(substring(p_url from '\?(.*)$'), '&') with ordinality q (text, n)
			where p_settings -> 'query_parameters' ? split_part(q.text, '=', 1)), '')
$$;
