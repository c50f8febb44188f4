-- SPDX-License-Identifier: Apache-2.0
-- For a worker's timer: makes the notifications that the queue asks for, about p_max in one transaction.
-- Outcomes:
--   ok    {made}: there may be more
--   idle  {made}: the queue is empty
create or replace function api_1.notification_step(p_max int, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
-- few of many rows are due, which the planner cannot see from a limit that is a parameter
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
	t core.notification_task;
	v_made int := 0;
begin
	while v_made < p_max loop
		delete from core.notification_task where id = (select x.id from core.notification_task x order by x.id limit 1 for update skip locked)
		returning * into t;
		exit when not found;
		v_made := v_made + core.notifications_make(t, p_max - v_made);
	end loop;
	outcome := case when v_made < p_max then 'idle' else 'ok' end;
	version := 0;
	body := json_build_object('made', v_made);
end $$;
