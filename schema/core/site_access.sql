-- What becomes of a call about a site, where only p_sites (null: all) give the asker enough power. Outcomes:
--   ok
--   forbidden  too little power on a site of the asker's
--   not_found  none, or a site where the asker is nobody
create or replace function core.site_access(p_account uuid, p_sites uuid[], p_site uuid) returns text
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return case when p_site is null then 'not_found'
		when p_sites is null or p_site = any(p_sites) then 'ok'
		when exists (select from core.role r where r.account_id = p_account and (r.site_id is null or r.site_id = p_site)) then 'forbidden'
		else 'not_found' end;
end $$;
