-- SPDX-License-Identifier: Apache-2.0
-- For the operator: stores a token for a site's own systems, as its BLAKE2b-256 digest only.
create or replace function core.site_token_make(p_id uuid, p_site text, p_name text, p_token bytea) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_site uuid;
begin
	select id into strict v_site from core.site where key = p_site;
	insert into core.site_token (id, site_id, name, token) values (p_id, v_site, p_name, p_token);
	perform core.audit_write(core.new_id(), null, 'site_token', p_id, v_site, '{}', null);
end $$;
