-- SPDX-License-Identifier: Apache-2.0
-- An account's power on a site, to compare two accounts: core.role_rank(), and one more for an admin of all sites.
-- Roles on all sites count everywhere. p_site null: its greatest power on any site.
create or replace function core.power(p_account uuid, p_site uuid) returns int
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return coalesce((select max(core.role_rank(r.role) + (r.site_id is null and r.role = 'admin')::int) from core.role r
		where r.account_id = p_account and (p_site is null or r.site_id is null or r.site_id = p_site)), 0);
end $$;
