-- SPDX-License-Identifier: Apache-2.0
-- The roles of an account on these sites (null: all) with their areas; site null: all sites.
create or replace function core.roles_json(p_account uuid, p_sites uuid[]) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (select coalesce(json_agg(json_build_object('role', r.role, 'site', s.key,
			'permissions', coalesce(r.permissions, core.role_permissions(r.role)), 'limited', r.permissions is not null) order by s.key nulls first), '[]')
		from core.role r left join core.site s on s.id = r.site_id
		where r.account_id = p_account and (p_sites is null or r.site_id is null or r.site_id = any(p_sites)));
end $$;
