-- SPDX-License-Identifier: Apache-2.0
-- Locks skeletons of names until the transaction ends, in one order, so that a name that one account gives up and
-- another one takes at the same time has one owner. Nulls are left out.
create or replace function core.names_lock(p_skeletons text[]) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_key bigint;
begin
	for v_key in select distinct hashtextextended(s, 1) from unnest(p_skeletons) s where s is not null order by 1 loop
		perform pg_advisory_xact_lock(v_key);
	end loop;
end $$;
