-- SPDX-License-Identifier: Apache-2.0
-- Records that the account proved itself on this device, with p_more as further marks.
create or replace function core.device_record(p_account uuid, p_device bytea, p_network text, p_more bytea[] default null) returns void
language sql
as $$
	insert into core.known_device (account_id, mark, last_at)
	select p_account, m, core.now() from unnest(core.device_marks(p_account, p_device, p_network) || p_more) m where m is not null order by m
	on conflict (account_id, mark) do update set last_at = excluded.last_at, failures = 0
$$;
