-- SPDX-License-Identifier: Apache-2.0
-- Whether p_by may give an account this role on one site, or (p_site null) on all sites: an admin there with the
-- permission staff, with more power than both the account and the role, and with every area that is given. p_permissions
-- null: all of the role.
create or replace function core.role_givable(p_by uuid, p_account uuid, p_role text, p_site uuid, p_permissions text[]) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return core.may(p_by, p_site, 4, 'staff') and core.outranks(p_by, p_account, p_site)
		and core.role_rank(p_role) + (p_site is null and p_role = 'admin')::int <
			(select max(core.role_rank(r.role) + (r.site_id is null and r.role = 'admin')::int) from core.role r
			where r.account_id = p_by and (r.site_id is null or r.site_id = p_site))
		and coalesce(p_permissions, core.role_permissions(p_role)) <@ core.permissions(p_by, p_site);
end $$;
