-- SPDX-License-Identifier: Apache-2.0
-- The number of an account's unread notifications and notices, counted up to 100.
create or replace function core.unread(p_account uuid) returns int
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (select least(count(*), 100)::int from (
		(select from core.notification n where n.account_id = p_account and n.read_at is null limit 100)
		union all
		(select from core.notice n where n.account_id = p_account and n.read_at is null limit 100)) x);
end $$;
