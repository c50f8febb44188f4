-- SPDX-License-Identifier: Apache-2.0
-- Gives an account the first free name of p_names ([[name, skeleton]]) in place of its own, for a sanction of kind rename. The calling
-- function has locked the account and the names (core.names_lock).
create or replace function core.name_replace(a core.account, p_names jsonb, p_sanction uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_name constant jsonb := core.name_first_free(a.id, p_names);
begin
	if v_name is null then
		raise exception 'no free name' using errcode = 'serialization_failure';
	end if;
	insert into core.account_name (id, account_id, username, skeleton, changed_at, sanction_id)
	values (p_sanction, a.id, a.username, a.skeleton, core.now(), p_sanction);
	update core.account x set username = v_name ->> 0, skeleton = v_name ->> 1 where x.id = a.id;
end $$;
