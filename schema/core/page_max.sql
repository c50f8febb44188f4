-- SPDX-License-Identifier: Apache-2.0
-- The maximum size of an answer in bytes: comments.page_max, which workers set on each connection.
create or replace function core.page_max() returns int
language plpgsql stable
as $$
begin
	return coalesce(nullif(current_setting('madang.page_max', true), ''), '1048576')::int;
end $$;
