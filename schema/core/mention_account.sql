-- SPDX-License-Identifier: Apache-2.0
-- The account that "@name" means, or null. A name is written without its spaces. Where nobody has the whole name, up to
-- four Hangul syllables at its end are taken for a particle, or what follows its last apostrophe for a suffix: the longest
-- name that exists counts. A former name means the account that had it, unless another one has it now.
create or replace function core.mention_account(p_name text) returns uuid
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_tries constant text[] := array_remove(array[p_name, substring(p_name from '^(.+)''[^'']*$'), substring(p_name from '^(.+)[가-힣]$'),
		substring(p_name from '^(.+)[가-힣]{2}$'), substring(p_name from '^(.+)[가-힣]{3}$'), substring(p_name from '^(.+)[가-힣]{4}$')], null);
	v_try text;
	v_id uuid;
begin
	foreach v_try in array v_tries loop
		select a.id into v_id from core.account a
		where lower(replace(a.username, ' ', '')) = lower(v_try) and a.state = 'active'
		order by a.username = v_try desc, a.id limit 1;
		if not found then
			select a.id into v_id from core.account_name f join core.account a on a.id = f.account_id and a.state = 'active'
			where lower(replace(f.username, ' ', '')) = lower(v_try)
			order by f.id desc limit 1;
		end if;
		exit when found;
	end loop;
	return v_id;
end $$;
