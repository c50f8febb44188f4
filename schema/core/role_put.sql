-- SPDX-License-Identifier: Apache-2.0
-- Gives an account its role on one site, or (p_site null) on all sites; reader removes the role. An offer of a role there
-- ends. p_permissions: the areas in which it holds; null: all of the role. All sessions of the account end except p_session,
-- unless the role is as before.
create or replace function core.role_put(p_account uuid, p_role text, p_site uuid, p_by uuid, p_entry uuid, p_permissions text[] default null,
	p_session uuid default null) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	r core.role;
begin
	delete from core.role_offer where account_id = p_account and site_id is not distinct from p_site;
	delete from core.role where account_id = p_account and site_id is not distinct from p_site returning * into r;
	if p_role <> 'reader' then
		insert into core.role (account_id, site_id, role, granted_by, permissions) values (p_account, p_site, p_role, p_by, p_permissions);
	end if;
	perform core.audit_write(p_entry, p_by, 'role', p_account, p_site, jsonb_build_object('role', p_role, 'from', coalesce(r.role, 'reader'))
		|| jsonb_strip_nulls(jsonb_build_object('permissions', p_permissions, 'from_permissions', r.permissions)), null);
	if (coalesce(r.role, 'reader'), r.permissions) is distinct from (p_role, case when p_role <> 'reader' then p_permissions end) then
		perform core.sessions_end(p_account, p_session, 'role');
	end if;
end $$;
