-- How much an account is on one site, for comparing two accounts: as core.role_rank() counts, and an admin of all sites
-- is more than an admin of one. Roles of all sites count everywhere. p_site null: the most it is on any site, as what is
-- done to it everywhere is done there too.
create or replace function core.power(p_account uuid, p_site uuid) returns int
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return coalesce((select max(core.role_rank(r.role) + (r.site_id is null and r.role = 'admin')::int) from core.role r
		where r.account_id = p_account and (p_site is null or r.site_id is null or r.site_id = p_site)), 0);
end $$;
