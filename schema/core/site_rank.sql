-- SPDX-License-Identifier: Apache-2.0
-- An account's rank on one site, see core.role_rank(). p_site null: of its roles on all sites.
create or replace function core.site_rank(p_account uuid, p_site uuid) returns int
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return coalesce((select max(core.role_rank(r.role)) from core.role r
		where r.account_id = p_account and (r.site_id is null or r.site_id = p_site)), 0);
end $$;
