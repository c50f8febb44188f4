-- SPDX-License-Identifier: Apache-2.0
-- The bytes as base64url without padding (RFC 4648 5).
create or replace function core.base64url(p_bytes bytea) returns text
language plpgsql immutable
as $$
begin
	return translate(encode(p_bytes, 'base64'), '+/=' || chr(10), '-_');
end $$;
