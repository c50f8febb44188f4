-- SPDX-License-Identifier: Apache-2.0
-- The key by which addresses are compared: the canonical address (server/text/url.h) as https, without "www." before a
-- name of at least two labels, and without slashes at the end of its path. After a change here, raise the default of
-- article_url.form, and madang migrate rewrites the stored keys.
create or replace function core.url_key(p_url text) returns text
language sql immutable strict parallel safe
as $$
	select regexp_replace(regexp_replace(p_url, '^https?://(www\.(?=[^/?]*\.))?', 'https://'), '^([^?]*[^/?])/+(\?|$)', '\1\2')
$$;
