-- SPDX-License-Identifier: Apache-2.0
-- Gives an account its role on one site, or (p_site null) on all sites; reader removes the role. An offer of a role there
-- ends.
create or replace function core.role_put(p_account uuid, p_role text, p_site uuid, p_by uuid, p_entry uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_before text;
begin
	delete from core.role_offer where account_id = p_account and site_id is not distinct from p_site;
	delete from core.role where account_id = p_account and site_id is not distinct from p_site returning role into v_before;
	if p_role <> 'reader' then
		insert into core.role (account_id, site_id, role, granted_by) values (p_account, p_site, p_role, p_by);
	end if;
	perform core.audit_write(p_entry, p_by, 'role', p_account, p_site, jsonb_build_object('role', p_role, 'from', coalesce(v_before, 'reader')), null);
end $$;
