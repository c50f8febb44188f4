-- SPDX-License-Identifier: Apache-2.0
-- SHA-256 of a text as hex; it binds a text stored elsewhere to its audit entry.
create or replace function core.text_digest(p_text text) returns text
language sql immutable
as $$ select encode(sha256(convert_to(p_text, 'UTF8')), 'hex') $$;
