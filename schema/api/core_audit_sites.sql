-- The sites whose audit an account may read, as an admin or an auditor of them; null: all; {}: none.
create or replace function core.audit_sites(p_account uuid) returns uuid[]
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
	where r.account_id = p_account and r.role in ('admin', 'auditor');
	return case when v_all then null else v_sites end;
end $$;
