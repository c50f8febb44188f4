-- May an account act against another on this site (p_site null: on all of them)? It must be more there. On all sites only
-- a role of all sites counts for it, and whatever the other is on any of them.
create or replace function core.outranks(p_account uuid, p_other uuid, p_site uuid) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return case when p_site is null
			then coalesce((select core.role_rank(r.role) + (r.role = 'admin')::int from core.role r
				where r.account_id = p_account and r.site_id is null), 0)
			else core.power(p_account, p_site) end > core.power(p_other, p_site);
end $$;
