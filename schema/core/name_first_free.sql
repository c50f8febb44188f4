-- SPDX-License-Identifier: Apache-2.0
-- The first of p_names, [[name, skeleton]], that this account can have; null if others have all of them. The names are locked
-- until the transaction ends.
create or replace function core.name_first_free(p_account uuid, p_names jsonb) returns jsonb
language plpgsql
as $$
#variable_conflict use_column
begin
	perform core.names_lock(array(select n ->> 1 from jsonb_array_elements(p_names) n));
	return (select n.value from jsonb_array_elements(p_names) with ordinality n
		where not core.name_taken(p_account, n.value ->> 1) order by n.ordinality limit 1);
end $$;
