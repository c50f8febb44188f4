-- SPDX-License-Identifier: Apache-2.0
-- For tests and the operator: sets core.half_life() and recomputes the stored priorities of open cases.
create or replace function core.half_life_set(p_seconds float8) returns void language plpgsql
as $$
begin
	execute format('create or replace function core.half_life() returns float8 language sql immutable parallel safe as %L',
	    format('select %s::float8', p_seconds));
	update core.case_file set priority = weight - extract(epoch from opened_at) / p_seconds where state = 'open';
end $$;
