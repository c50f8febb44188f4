-- SPDX-License-Identifier: Apache-2.0
-- For readiness: reads by unknown keys the tables that every page and session needs.
-- Outcomes:
--   ok  they can be read
create or replace function api_1.probe_read(out outcome text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set lock_timeout = '50ms' -- reads of other tables wait behind it
as $$
declare
	v_none constant uuid := '00000000-0000-0000-0000-000000000000'::uuid;
begin
	perform from api_1.thread_page(v_none, 'best', 1, 1, 0, v_none);
	perform from api_1.session_get('');
	perform from core.site x where x.id = v_none;
	perform from core.account x where x.id = v_none;
	perform from core.comment x where x.article_id = v_none and x.id = v_none;
	perform from core.notice x where x.id = v_none;
	outcome := 'ok';
end $$;
