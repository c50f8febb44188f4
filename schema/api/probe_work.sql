-- SPDX-License-Identifier: Apache-2.0
-- For readiness: reads by unknown keys the tables that the desk needs.
-- Outcomes:
--   ok  they can be read
create or replace function api_1.probe_work(out outcome text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set lock_timeout = '50ms'
as $$
declare
	v_none constant uuid := '00000000-0000-0000-0000-000000000000'::uuid;
begin
	perform from core.case_file x where x.comment_id = v_none;
	perform from core.decision x where x.id = v_none;
	perform from core.report x where x.article_id = v_none and x.comment_id = v_none;
	perform from core.role x where x.account_id = v_none;
	perform from core.job x where x.id = v_none;
	perform from core.audit x where x.id = v_none;
	outcome := 'ok';
end $$;
