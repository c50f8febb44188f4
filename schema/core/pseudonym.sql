-- SPDX-License-Identifier: Apache-2.0
-- The name by which readers know a moderator of a site: a number that is given once, in no order.
create or replace function core.pseudonym(p_site uuid, p_account uuid) returns text
language plpgsql
as $$
#variable_conflict use_column
declare
	v_site constant uuid := coalesce(p_site, '00000000-0000-0000-0000-000000000000');
	v_number int;
	v_range int := 99;
begin
	select number into v_number from core.pseudonym where site_id = v_site and account_id = p_account;
	while v_number is null loop
		insert into core.pseudonym (site_id, account_id, number) values (v_site, p_account, 1 + floor(random() * v_range)::int)
		on conflict do nothing;
		select number into v_number from core.pseudonym where site_id = v_site and account_id = p_account;
		v_range := least(v_range * 2, 1000000);
	end loop;
	return 'Moderator ' || v_number;
end $$;
