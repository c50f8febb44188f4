-- SPDX-License-Identifier: Apache-2.0
-- The key by which addresses are compared: the canonical address (server/text/url.h) without slashes at the end of
-- its path.
create or replace function core.url_key(p_url text) returns text
language sql immutable strict parallel safe
as $$ select regexp_replace(p_url, '^([^?]*[^/?])/+(\?|$)', '\1\2') $$;
