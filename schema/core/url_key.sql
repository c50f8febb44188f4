-- What addresses are compared by: the canonical address (text/url.h) without the slashes at the end of its path.
create or replace function core.url_key(p_url text) returns text
language sql immutable strict parallel safe
as $$ select regexp_replace(p_url, '^([^?]*[^/?])/+(\?|$)', '\1\2') $$;
