-- SPDX-License-Identifier: Apache-2.0
-- Whether a call about a site is allowed; p_sites (null: all) are those where the account has enough power.
-- Outcomes:
--   ok         the site is in p_sites
--   forbidden  too little power on one of the account's sites
--   not_found  no such site, or one where the account has no role
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
