-- SPDX-License-Identifier: Apache-2.0
-- For the metrics: the numbers of waiting cases, notices of illegal content, appeals, mails and changes whose notifications are still to be made, and the age in seconds of
-- the oldest of each kind. Each number comes from a partial index and stops at 10,000, so a long history costs nothing.
-- Outcomes:
--   ok  {cases: {view: count}, oldest_case, illegal, oldest_illegal, appeals, oldest_appeal, outbox, oldest_outbox, tasks, oldest_task, mail:
--       {result: total}}: an age is 0 if nothing of its kind waits; oldest_outbox is the time since the earliest unsent
--       message was due; mail: see core.mail_total
create or replace function api_1.newsroom_figures(out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_cases jsonb := '{}'::jsonb;
	v_view text;
	v_count bigint;
	v_case timestamptz;
	v_illegal timestamptz;
	v_appeal timestamptz;
	v_due timestamptz;
	v_tasks bigint;
	v_task timestamptz;
begin
	foreach v_view in array array['all', 'held', 'reported', 'suspect', 'escalated', 'appealed', 'illegal', 'proposed', 'withdrawn'] loop
		execute 'select count(*) from (select from core.case_file f where f.state = ''open'' ' || core.view_sql(v_view, 1) || ' limit 10000) x' into v_count;
		v_cases := v_cases || jsonb_build_object(v_view, v_count);
	end loop;
	select f.opened_at into v_case from core.case_file f where f.state = 'open' and f.withdrawn_at is null order by f.opened_at limit 1;
	select i.made_at into v_illegal from core.illegal_notice i where i.state = 'open' order by i.made_at limit 1;
	select p.made_at into v_appeal from core.appeal p where p.state = 'open' order by p.id limit 1;
	select o.due_at into v_due from core.outbox o where o.state in ('waiting', 'leased', 'sending', 'unknown') order by o.due_at limit 1;
	select count(*), min(x.at) into v_tasks, v_task from (select t.at from core.notification_task t order by t.id limit 10000) x;
	outcome := 'ok';
	version := 0;
	body := json_build_object('cases', v_cases, 'oldest_case', core.seconds_since(v_case),
		'illegal', (select count(*) from (select from core.illegal_notice i where i.state = 'open' limit 10000) x), 'oldest_illegal', core.seconds_since(v_illegal),
		'appeals', (select count(*) from (select from core.appeal p where p.state = 'open' limit 10000) x), 'oldest_appeal', core.seconds_since(v_appeal),
		'outbox', (select count(*) from (select from core.outbox o where o.state in ('waiting', 'leased', 'sending', 'unknown') limit 10000) x), 'oldest_outbox', core.seconds_since(v_due),
		'tasks', v_tasks, 'oldest_task', core.seconds_since(v_task),
		'mail', (select coalesce(json_object_agg(t.result, t.total), '{}') from core.mail_total t));
end $$;
