-- SPDX-License-Identifier: Apache-2.0
-- The areas of the desk in which an account may act on one site, by all its roles there. p_site null: by its roles on
-- all sites.
create or replace function core.permissions(p_account uuid, p_site uuid) returns text[]
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return array(select distinct w from core.role r cross join lateral unnest(coalesce(r.permissions, core.role_permissions(r.role))) w
		where r.account_id = p_account and (r.site_id is null or r.site_id = p_site) order by w);
end $$;
