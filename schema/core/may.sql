-- SPDX-License-Identifier: Apache-2.0
-- Whether an account may act in an area of the desk on a site, with a role of at least this rank; see
-- core.sites_moderated().
create or replace function core.may(p_account uuid, p_site uuid, p_rank int, p_permission text) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_sites constant uuid[] := core.sites_moderated(p_account, p_rank, p_permission);
begin
	return coalesce(p_site = any(v_sites), v_sites is null);
end $$;
