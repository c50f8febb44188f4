-- SPDX-License-Identifier: Apache-2.0
-- For readiness: writes and deletes a row. p_bytes of filler need new pages, so a full disk fails the probe as it
-- fails comments.
-- Outcomes:
--   ok  a row can be written
create or replace function api_1.probe_write(p_bytes int, out outcome text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
	insert into core.probe (filler) values (repeat('x', p_bytes));
	delete from core.probe;
	outcome := 'ok';
end $$;
