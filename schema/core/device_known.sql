-- SPDX-License-Identifier: Apache-2.0
-- Records the device of a sign-in: its cookie's digest (null: it has none), and its network with its User-Agent. Returns
-- whether one of them is known. The first device of an account counts as known.
create or replace function core.device_known(p_account uuid, p_device bytea, p_network text, p_agent text) returns boolean
language plpgsql
as $$
#variable_conflict use_column
declare
	v_marks constant bytea[] := array_remove(array[p_device, sha256(convert_to(concat(p_network, ' ', p_agent), 'UTF8'))], null);
	v_known boolean;
begin
	v_known := exists (select from core.known_device d where d.account_id = p_account and d.mark = any(v_marks))
		or not exists (select from core.known_device d where d.account_id = p_account);
	insert into core.known_device (account_id, mark, last_at) select p_account, m, core.now() from unnest(v_marks) m
	on conflict (account_id, mark) do update set last_at = excluded.last_at;
	return v_known;
end $$;
