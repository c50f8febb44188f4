-- SPDX-License-Identifier: Apache-2.0
-- For a worker's timer: queues the daily mails of at most p_max readers, each with at most p_items notifications.
-- Outcomes:
--   ok    {readers}: p_max; there may be more
--   idle  {readers}: fewer
create or replace function api_1.digest_step(p_max int, p_items int, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
-- few of many rows are due, which the planner cannot see from a limit that is a parameter
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
	v_readers constant int := core.digests_put(p_max, p_items);
begin
	outcome := case when v_readers < p_max then 'idle' else 'ok' end;
	version := 0;
	body := json_build_object('readers', v_readers);
end $$;
