-- SPDX-License-Identifier: Apache-2.0
-- Removes a provider, for an admin (p_by) or the operator (null). The sessions that its tokens opened and the roles that they gave end; the accounts
-- stay, and another provider of the same issuer may sign them in. Returns false if there is none of this name.
create or replace function core.provider_remove(p_site text, p_name text, p_by uuid default null, p_entry uuid default null) returns boolean
language plpgsql
as $$
#variable_conflict use_column
declare
	v_provider core.provider;
begin
	select p.* into v_provider from core.provider p join core.site s on s.id = p.site_id where s.key = p_site and p.name = p_name for update of p;
	if not found then
		return false;
	end if;
	perform core.sessions_end(i.account_id, null, 'provider') from core.identity i where i.provider_id = v_provider.id;
	delete from core.provider where id = v_provider.id;
	update core.site set updated_at = core.now() where id = v_provider.site_id;
	perform core.audit_write(coalesce(p_entry, core.new_id()), p_by, 'provider_remove', v_provider.id, v_provider.site_id, jsonb_build_object('name', p_name), null);
	return true;
end $$;
