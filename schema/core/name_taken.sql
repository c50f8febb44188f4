-- SPDX-License-Identifier: Apache-2.0
-- Whether another account than this one has the name, or had it less than retention.names ago, or has
-- comments under it. The calling function
-- has locked the name (core.names_lock).
create or replace function core.name_taken(p_account uuid, p_skeleton text) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return exists (select from core.account a where a.skeleton = p_skeleton and a.id <> p_account)
		or exists (select from core.account_name n where n.skeleton = p_skeleton and n.account_id <> p_account);
end $$;
