-- SPDX-License-Identifier: Apache-2.0
-- Stores that an account signed in from this network (a keyed digest), if every site's related_days allows it.
create or replace function core.network_record(p_account uuid, p_network text, p_at timestamptz) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	if p_network is not null and core.related_days() > 0 then
		insert into core.account_network (account_id, network, last_at) values (p_account, p_network, p_at)
		on conflict (account_id, network) do update set last_at = excluded.last_at;
	end if;
end $$;
