-- SPDX-License-Identifier: Apache-2.0
-- Whether the account signed in before on this device ('device') or from this network ('network'); null: neither. Ten
-- failures in a row make either unknown.
create or replace function core.sign_in_place(p_account uuid, p_device bytea, p_network text) returns text
language sql stable
as $$
	select case when bool_or(d.mark = p_device) then 'device' when count(*) > 0 then 'network' end
	from core.known_device d
	where d.account_id = p_account and d.mark = any(core.device_marks(p_account, p_device, p_network)) and d.failures < 10
$$;
