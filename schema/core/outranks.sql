-- SPDX-License-Identifier: Apache-2.0
-- Whether an account may act against another one on this site (p_site null: on all sites). It must have more power
-- there. For all sites only roles on all sites count for it, and every role of the other account does.
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
