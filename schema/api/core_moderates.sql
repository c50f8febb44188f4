-- The sites where the account has at least this rank and is not banned; null: all of them; {}: none. A ban of
-- all sites ends it everywhere.
create or replace function core.moderates(p_account uuid, p_rank int) returns uuid[]
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_sites uuid[];
	v_all boolean;
begin
	select coalesce(bool_or(r.site_id is null), false), coalesce(array_agg(r.site_id), '{}')
	into v_all, v_sites
	from core.role r
	join core.account a on a.id = r.account_id and a.state = 'active'
	where r.account_id = p_account and core.role_rank(r.role) >= p_rank
		and not exists (select from core.sanction n where n.account_id = p_account and (n.site_id is null or n.site_id = r.site_id)
			and n.kind = 'ban' and n.lifted_at is null and n.until > core.now());
	return case when v_all then null else v_sites end;
end $$;
