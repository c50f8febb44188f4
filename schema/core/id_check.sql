-- SPDX-License-Identifier: Apache-2.0
-- Refuses the id of a write if its time differs from the database host's clock by more than database.skew_max. Ids
-- order comments, lists and the audit, so a wrong clock would misplace rows for good. An id may be five minutes
-- older, because its write may have waited. Ids of other UUID versions have no time and pass. Raises MD001, which the
-- worker answers with 503 clock_skew.
create or replace function core.id_check(p_id uuid) returns void
language plpgsql
as $$
declare
	v_ahead constant bigint := (extract(epoch from core.id_time(p_id)) * 1000)::bigint - core.wall_clock();
begin
	if substr(p_id::text, 15, 1) = '7' and v_ahead not between -core.skew_max() - 300000 and core.skew_max() then
		raise exception 'the clock that made an id is % ms ahead of the database''s', v_ahead using errcode = 'MD001';
	end if;
end $$;
