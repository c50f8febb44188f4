-- SPDX-License-Identifier: Apache-2.0
-- Makes a bulk job for the comments that match a filter, and previews it: counts the comments, up to 100,000, and
-- returns the newest ten, or as many of them as fit into one answer. The job decides nothing before job_move('start').
-- author and article of the filter are as in core.job_filter_ids(), p_url is the article's address in its canonical form.
-- Outcomes:
--   ok              {job, sample}: sample is a list of comments. The same id or Idempotency-Key returns the same
--                   job
--   unknown_author, unknown_article, several_articles
--   missing_reason  a rejection needs a reason
--   unknown_reason  neither a common reason nor the site's own
--   second_needed   such decisions need two moderators, one comment at a time
--   sanctioned      {kind, until}: the viewer is banned
--   sign_in, second_factor, forbidden, key_reused
create or replace function api_1.job_make(p_viewer bytea, p_job uuid, p_filter json, p_action text, p_reason text, p_note text,
	p_key uuid default null, p_digest bytea default null, p_url text default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_sample json[];
	v_matched int;
	v_reused boolean;
	v_filter jsonb;
	v_fault text;
	j core.job;
begin
	perform core.id_check(p_job);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'jobs') g;
	if outcome <> 'ok' then
		return;
	elsif p_action = 'reject' and p_reason is null then
		outcome := 'missing_reason';
		return;
	elsif p_reason is not null and p_reason not in ('spam', 'abuse', 'hate', 'harassment', 'misinformation', 'off_topic', 'illegal', 'other')
		and not exists (select from core.site s where s.settings -> 'reasons' ? p_reason and (v_sites is null or s.id = any(v_sites))) then
		outcome := 'unknown_reason';
		return;
	elsif exists (select from core.site s where (v_sites is null or s.id = any(v_sites)) and core.second_needed(s, w.account, p_action, p_reason)) then
		outcome := 'second_needed';
		return;
	end if;
	select g.filter, g.fault into v_filter, v_fault from core.job_filter_ids(p_filter::jsonb, p_url, v_sites) g;
	if v_fault is not null then
		outcome := v_fault;
		return;
	end if;
	perform from core.account a where a.id = w.account for no key update; -- another transaction may be using the same key
	select g.id, g.reused into p_job, v_reused from core.write_id(w.account, p_key, 'job_make', p_digest, p_job) g;
	if v_reused then
		outcome := 'key_reused';
		return;
	end if;
	select * into j from core.job x where x.id = p_job and x.made_by = w.account;
	if not found then
		j := jsonb_populate_record(null::core.job, jsonb_build_object('id', p_job, 'made_by', w.account, 'sites', to_jsonb(v_sites), 'filter', v_filter,
			'action', p_action, 'reason', p_reason, 'note', p_note, 'state', 'preview', 'made_at', core.now(),
			'at_id', '00000000-0000-0000-0000-000000000000', 'decided', 0, 'skipped', 0, 'undone', 0, 'kept', 0,
			'until', core.id_from(core.now() + interval '1 second')));
	end if;
	-- Materialized: otherwise the planner may walk all comments from the newest on to find ten rare matches.
	execute format('with m as materialized (select c.article_id, c.id from core.comment c where %s limit 100001)
		select (select count(*) from m), array(select core.comment_json(c)
			from (select * from m order by m.id desc limit 10) x join core.comment c on c.article_id = x.article_id and c.id = x.id order by c.id desc)',
		core.job_filter_sql(j)) into v_matched, v_sample;
	if j.matched is null then
		j.matched := v_matched;
		insert into core.job select j.*;
		perform core.idempotency_store(w.account, p_key, 'job_make', p_digest, null, p_job, null);
	end if;
	body := json_build_object('job', core.job_json(j), 'sample', to_json(v_sample[1:core.fit_count(v_sample)]));
end $$;
