-- SPDX-License-Identifier: Apache-2.0
-- For tests: moves core.now() by an offset from the host's clock.
create or replace function core.clock_set(p_offset interval) returns void language plpgsql
as $$
begin
	execute format('create or replace function core.now() returns timestamptz language sql volatile parallel safe as %L',
	    format('select clock_timestamp() + interval %L', p_offset));
end $$;
