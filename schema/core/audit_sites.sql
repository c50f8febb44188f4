-- SPDX-License-Identifier: Apache-2.0
-- The sites whose audit an account may read as admin or auditor with the permission audit; null for all sites, see core.sites_of().
create or replace function core.audit_sites(p_account uuid) returns uuid[]
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return core.sites_of(p_account, '{admin,auditor}', 'audit');
end $$;
