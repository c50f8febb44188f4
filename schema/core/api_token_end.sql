-- SPDX-License-Identifier: Apache-2.0
-- Ends an API token at once. p_by: the admin; null for the operator. A token that has ended stays as it is.
create or replace function core.api_token_end(p_token uuid, p_by uuid, p_entry uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_site uuid;
begin
	update core.api_token t set revoked_at = core.now() where t.id = p_token and t.revoked_at is null returning t.site_id into v_site;
	if found then
		perform core.audit_write(p_entry, p_by, 'site_token_revoke', p_token, v_site, '{}', null);
	end if;
end $$;
