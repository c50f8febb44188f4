-- SPDX-License-Identifier: Apache-2.0
-- Deletes networks of accounts that are older than core.related_days(), at most p_max. Returns how many.
create or replace function core.sweep_networks(p_max int) returns int
language plpgsql
as $$
#variable_conflict use_column
declare
	v_until constant timestamptz := core.now() - make_interval(days => core.related_days());
	v_count int;
begin
	delete from core.account_network where ctid = any(array(select n.ctid from core.account_network n
		where n.last_at <= v_until order by n.last_at limit p_max for update skip locked));
	get diagnostics v_count = row_count;
	return v_count;
end $$;
