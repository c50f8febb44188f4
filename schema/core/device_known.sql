-- SPDX-License-Identifier: Apache-2.0
-- Records the device of a sign-in: its cookie's digest (null: it has none), and its network with its User-Agent. Returns
-- whether one of them is known. The first device of an account counts as known.
create or replace function core.device_known(p_account uuid, p_device bytea, p_network text, p_agent text) returns boolean
language plpgsql
as $$
#variable_conflict use_column
declare
	v_agent constant bytea := sha256(convert_to(concat(p_network, ' ', p_agent), 'UTF8'));
	v_known boolean;
begin
	v_known := exists (select from core.known_device d where d.account_id = p_account and d.mark in (p_device, v_agent))
		or not exists (select from core.known_device d where d.account_id = p_account);
	perform core.device_record(p_account, p_device, p_network, array[v_agent]);
	return v_known;
end $$;
