-- SPDX-License-Identifier: Apache-2.0
-- For workers: leases the oldest waiting job for p_lease seconds and makes its next decisions or undos, at most p_max.
-- Decisions, audit, notices and the job's progress are one transaction, so that a crash repeats nothing. A job pauses
-- if the moderator who made it, or who undoes it, no longer moderates any of its sites.
-- Outcomes:
--   ok    {job, articles}: articles is [{id, version}] of the changed articles
--   idle  no job is waiting
create or replace function api_1.job_step(p_worker uuid, p_lease int, p_max int, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
	v_before jsonb;
	v_changed int := 0;
	v_seen int := 0;
	v_last boolean;
	v_ids uuid[];
	v_sites uuid[];
	v_upto uuid;
	v_result text;
	i record;
	w core.viewer_state;
	j core.job;
begin
	update core.job x set leased_by = p_worker, leased_until = v_now + make_interval(secs => p_lease)
	where x.id = (select y.id from core.job y where y.state in ('running', 'undoing')
			and (y.leased_until is null or y.leased_until <= v_now or y.leased_by = p_worker)
		order by y.made_at limit 1 for no key update skip locked)
	returning * into j;
	if not found then
		outcome := 'idle';
		return;
	end if;
	outcome := 'ok';
	w.account := case j.state when 'running' then j.made_by else j.undo_by end;
	v_sites := core.job_sites(j, w.account);
	if v_sites = '{}' then
		update core.job x set state = case j.state when 'running' then 'paused' else 'undo_paused' end, leased_until = null where x.id = j.id;
		perform core.job_audit(j, core.new_id(), null, 'job_pause', jsonb_build_object('moderator', w.account));
		body := json_build_object('job', j.id, 'articles', '[]'::json);
		return;
	end if;

	j.sites := v_sites;
	if j.state = 'running' then
		select p.ids, p.upto, p.last into v_ids, v_upto, v_last from core.job_page(j, p_max) p;
		v_before := core.articles_lock(array(select c.article_id from core.comment c where c.id = any(v_ids)));
		for i in select c.article_id, c.id, c.state from core.comment c where c.id = any(v_ids) order by c.article_id, c.id loop
			v_seen := v_seen + 1;
			v_result := core.decide_one(w, j.sites, i.article_id, json_build_object('id', core.new_id(), 'case', i.id, 'job', j.id,
				'action', j.action, 'reason', j.reason, 'note', j.note,
				'version', coalesce((select f.version from core.case_file f where f.comment_id = i.id), 0))) ->> 'status';
			v_changed := v_changed + (v_result = '200')::int;
		end loop;
		update core.job x set decided = x.decided + v_changed, skipped = x.skipped + v_seen - v_changed, at_id = v_upto,
			state = case when v_last then 'done' else x.state end, finished_at = case when v_last then v_now end,
			leased_until = case when not v_last then x.leased_until end
		where x.id = j.id;
	else
		select array_agg(d.id order by d.id) into v_ids
		from (select y.id from core.decision y where y.job_id = j.id and y.id > j.at_id order by y.id limit p_max) d;
		v_last := coalesce(cardinality(v_ids), 0) < p_max;
		v_before := core.articles_lock(array(select d.article_id from core.decision d where d.id = any(v_ids)));
		for i in select d.id, d.site_id from core.decision d where d.id = any(v_ids) and d.undone_at is null order by d.article_id, d.id loop
			v_seen := v_seen + 1;
			continue when i.site_id <> all(j.sites);
			select u.outcome into v_result from core.undo_one(w.account, i.id, core.new_id()) u;
			v_changed := v_changed + (v_result = 'ok')::int;
		end loop;
		update core.job x set undone = x.undone + v_changed, kept = x.kept + v_seen - v_changed, at_id = coalesce(v_ids[cardinality(v_ids)], x.at_id),
			state = case when v_last then 'undone' else x.state end, finished_at = case when v_last then v_now end,
			leased_until = case when not v_last then x.leased_until end
		where x.id = j.id;
	end if;
	select json_build_object('job', j.id, 'articles', coalesce(json_agg(json_build_object('id', a.id, 'version', a.version)), '[]')) into body
	from jsonb_each_text(v_before) b join core.article a on a.id = b.key::uuid
	where a.version <> b.value::bigint;
end $$;
