-- SPDX-License-Identifier: Apache-2.0
-- The maximum difference between a worker's clock and the database's, in ms: database.skew_max, which workers set on
-- each connection.
create or replace function core.skew_max() returns int
language plpgsql stable
as $$
begin
	return coalesce(nullif(current_setting('madang.skew_max', true), ''), '5000')::int;
end $$;
