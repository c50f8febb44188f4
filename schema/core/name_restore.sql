-- SPDX-License-Identifier: Apache-2.0
-- Gives an account the name back that a sanction took, if the account has the neutral name still and no other account has taken
-- the former one.
create or replace function core.name_restore(n core.sanction) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	a core.account;
	m core.account_name;
begin
	select * into m from core.account_name x where x.id = n.id and x.account_id = n.account_id;
	if not found then
		return;
	end if;
	perform core.names_lock(array[m.skeleton, (select x.skeleton from core.account x where x.id = n.account_id)]);
	select * into a from core.account x where x.id = n.account_id for no key update;
	if a.state = 'active' and not core.name_taken(a.id, m.skeleton)
		and not exists (select from core.account_name x where x.account_id = a.id and x.id > m.id) then
		insert into core.account_name (id, account_id, username, skeleton, changed_at, sanction_id)
		values (core.new_id(), a.id, a.username, a.skeleton, core.now(), n.id);
		update core.account x set username = m.username, skeleton = m.skeleton where x.id = a.id;
	end if;
end $$;
