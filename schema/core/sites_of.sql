-- SPDX-License-Identifier: Apache-2.0
-- The sites where an account has one of these roles with this permission (null: without a limit; read: any) and is not banned; null: all sites, {}: none. A role on all sites
-- covers every site without a ban; with one, the other sites are listed. A ban on all sites gives {}.
create or replace function core.sites_of(p_account uuid, p_roles text[], p_permission text) returns uuid[]
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_now constant timestamptz := core.now();
	v_sites uuid[];
	v_all boolean;
	v_banned uuid[];
begin
	select coalesce(bool_or(r.site_id is null), false), coalesce(array_agg(r.site_id), '{}')
	into v_all, v_sites
	from core.role r
	join core.account a on a.id = r.account_id and a.state = 'active'
	where r.account_id = p_account and r.role = any(p_roles)
		and (p_permission = 'read' or (r.permissions is null or p_permission = any(r.permissions))
			and (p_permission is null or p_permission = any(core.role_permissions(r.role))));
	if v_sites = '{}' then
		return v_sites;
	end if;
	select array_agg(n.site_id) into v_banned from core.sanction n
	where n.account_id = p_account and n.kind = 'ban' and n.lifted_at is null and n.until > v_now;
	if v_banned is null then
		return case when v_all then null else v_sites end;
	elsif array_position(v_banned, null) is not null then
		return '{}'::uuid[];
	end if;
	return array(select s.id from core.site s where (v_all or s.id = any(v_sites)) and s.id <> all(v_banned));
end $$;
