-- SPDX-License-Identifier: Apache-2.0
-- For the notifier: sends new versions of articles to all listeners, as a list "article:version article:version" in
-- each payload. It runs after the commits, on a connection with synchronous_commit off, because a NOTIFY holds a lock
-- of the whole cluster until its commit ends.
-- Outcomes:
--   ok  sent
create or replace function api_1.notify_versions(p_payloads text[], out outcome text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
	v_payload text;
begin
	foreach v_payload in array p_payloads loop
		perform pg_catalog.pg_notify('madang_versions', v_payload);
	end loop;
	outcome := 'ok';
end $$;
