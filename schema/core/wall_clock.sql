-- SPDX-License-Identifier: Apache-2.0
-- The database host's own time in milliseconds, to compare it with the clocks that make ids.
create or replace function core.wall_clock() returns bigint language sql volatile parallel safe
as $$ select floor(extract(epoch from clock_timestamp()) * 1000)::bigint $$;
