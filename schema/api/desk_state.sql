-- SPDX-License-Identifier: Apache-2.0
-- For the desk's streams of a worker: what each viewer's desk looks like now, as ids and numbers. A row for each viewer,
-- n from 1 in their order. Viewers with the same sites share one state. scope names these sites.
-- Outcomes:
--   ok          {views: {view: count}, cases: [[id, version, holder]], claims: [[id, holder, until]],
--               decisions: [[id, moderator, undone]]}: the first p_cases open cases in the queue's order, up to 100 claims, and
--               the newest 10 decisions, newest first, if they are among the last 100 of all sites. Counts stop at 1000.
--               holder: an account, or null
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.desk_state(p_viewers bytea[], p_cases int)
returns table (outcome text, version bigint, body json, scope text, n int)
language plpgsql stable security definer rows 10 set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_sites uuid[];
	v_states jsonb := jsonb_build_object();
	v_views jsonb;
	v_view text;
	v_count bigint;
begin
	version := 0;
	for i in 1 .. cardinality(p_viewers) loop
		select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(core.viewer(p_viewers[i], null), 2) g;
		n := i;
		scope := coalesce(v_sites::text, 'all');
		if outcome = 'ok' and not v_states ? scope then
			v_views := jsonb_build_object();
			foreach v_view in array array['all', 'held', 'reported', 'suspect', 'escalated', 'appealed', 'illegal', 'proposed', 'withdrawn'] loop
				execute 'select count(*) from (select from core.case_file f where f.state = ''open'' ' || core.view_sql(v_view, 1) ||
					' and ($1 is null or f.site_id = any($1)) limit 1000) x' into v_count using v_sites;
				v_views := v_views || jsonb_build_object(v_view, v_count);
			end loop;
			v_states := v_states || jsonb_build_object(scope, jsonb_build_object('views', v_views,
				'cases', (select coalesce(jsonb_agg(jsonb_build_array(x.comment_id, x.version, x.holder) order by x.priority desc, x.comment_id desc), '[]')
					from (select f.comment_id, f.version, f.priority, case when f.claimed_until > core.now() then f.claimed_by end as holder
						from core.case_file f
						where f.state = 'open' and f.withdrawn_at is null and (v_sites is null or f.site_id = any(v_sites))
						order by f.priority desc, f.comment_id desc limit p_cases) x),
				'decisions', (select coalesce(jsonb_agg(jsonb_build_array(d.id, d.moderator_id, d.undone_at is not null) order by d.id desc), '[]')
					from (select * from (select x.id, x.site_id, x.moderator_id, x.undone_at from core.decision x order by x.id desc limit 100) x
						where v_sites is null or x.site_id = any(v_sites) order by x.id desc limit 10) d),
				'claims', (select coalesce(jsonb_agg(jsonb_build_array(x.comment_id, x.claimed_by, core.rfc3339(x.claimed_until)) order by x.comment_id), '[]')
					from (select f.comment_id, f.claimed_by, f.claimed_until from core.case_file f
						where f.state = 'open' and f.claimed_by is not null and f.claimed_until > core.now()
							and (v_sites is null or f.site_id = any(v_sites))
						order by f.claimed_by, f.priority, f.comment_id limit 100) x)));
		end if;
		if outcome = 'ok' then
			body := (v_states -> scope)::json;
		end if;
		return next;
	end loop;
end $$;
