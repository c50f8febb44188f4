-- SPDX-License-Identifier: Apache-2.0
-- The sites where the account has at least this rank and is not banned, see core.sites_of().
create or replace function core.sites_moderated(p_account uuid, p_rank int) returns uuid[]
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return core.sites_of(p_account, array(select core.rank_role(n) from generate_series(p_rank, 4) n));
end $$;
