-- SPDX-License-Identifier: Apache-2.0
-- The sites where the account has at least this rank with this permission and is not banned, see core.sites_of(). A
-- limited role counts only for a permission that it has: with null it acts nowhere. Reading (rank 2) needs none.
create or replace function core.sites_moderated(p_account uuid, p_rank int, p_permission text default null) returns uuid[]
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return core.sites_of(p_account, array(select core.rank_role(n) from generate_series(p_rank, 4) n),
		case when p_rank <= 2 then coalesce(p_permission, 'read') else p_permission end);
end $$;
