-- SPDX-License-Identifier: Apache-2.0
-- Form 3 of the keys of addresses: each site's settings say which query parameters matter and whether a slash at the end
-- does (core.url_key). The address beside its key lets the keys follow a change of these settings.
alter table core.article_url add column address text;
update core.article_url u set address = coalesce(
	(select a.url from core.article a where a.id = u.article_id
		and regexp_replace(regexp_replace(a.url, '^https?://(www\.(?=[^/?]*\.))?', 'https://'), '^([^?]*[^/?])/+(\?|$)', '\1\2') = u.url),
	u.url);
alter table core.article_url alter column address set not null, alter column form set default 3;
comment on column core.article_url.address is
	'The address in canonical spelling (server/text/url.h), from which url is made again when the site''s settings change.';

-- Its place is taken by core.url_key(text, jsonb).
drop function if exists core.url_key(text);

-- Until now every parameter mattered: a site keeps those that its addresses have.
update core.site s set settings = s.settings || jsonb_build_object('query_parameters', x.names)
from (select u.site_id, jsonb_agg(distinct split_part(p, '=', 1)) as names
	from core.article_url u, regexp_split_to_table(substring(u.address from '\?(.*)$'), '&') p
	where split_part(p, '=', 1) ~ '^[A-Za-z0-9._~-]{1,64}$' group by u.site_id) x
where x.site_id = s.id;
