-- SPDX-License-Identifier: Apache-2.0
-- Starts, continues or pauses a job, or undoes all its decisions. A repeated call changes nothing. It waits for a
-- batch that is at work.
-- Outcomes:
--   ok          {job}; as it is now for the same entry or Idempotency-Key again
--   conflict    {job}: not possible in this state
--   not_found   no such job, or not visible to the viewer
--   forbidden   a job decides in its maker's name, so only the maker starts it
--   sanctioned  {kind, until}: a ban
--   confirm     {methods}: to undo, the viewer has to prove themselves again, see core.fresh()
--   sign_in, second_factor, key_reused
create or replace function api_1.job_move(p_viewer bytea, p_job uuid, p_verb text, p_entry uuid,
	p_key uuid default null, p_digest bytea default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_next text;
	v_reused boolean;
	j core.job;
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'jobs') g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'job_' || p_verb, p_job, null, outcome);
		return;
	end if;
	perform from core.job x where x.id = p_job for no key update;
	j := core.job_visible(w.account, v_sites, p_job);
	if j.id is null then
		outcome := 'not_found';
		perform core.audit_refused(w, 'job_' || p_verb, x.id, null, outcome) from core.job x where x.id = p_job;
		return;
	end if;
	if p_verb = 'undo' and not core.fresh(w) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
		return;
	end if;
	select g.id, g.reused into p_entry, v_reused from core.write_id(w.account, p_key, 'job_move', p_digest, p_entry) g;
	if v_reused then
		outcome := 'key_reused';
		return;
	elsif exists (select from core.audit x where x.id = p_entry) then
		body := json_build_object('job', core.job_json(j));
		return;
	end if;
	if p_verb = 'start' and j.state in ('preview', 'paused') and j.made_by <> w.account then
		outcome := 'forbidden';
		perform core.audit_refused(w, 'job_start', p_job, case when cardinality(j.sites) = 1 then j.sites[1] end, outcome);
		return;
	end if;
	v_next := case p_verb || ' ' || j.state
		when 'start preview' then 'running' when 'start paused' then 'running' when 'start undo_paused' then 'undoing'
		when 'pause running' then 'paused' when 'pause undoing' then 'undo_paused'
		when 'undo running' then 'undoing' when 'undo paused' then 'undoing' when 'undo done' then 'undoing' when 'undo undo_paused' then 'undoing'
		when 'start running' then 'running' when 'start undoing' then 'undoing'
		when 'pause paused' then 'paused' when 'pause undo_paused' then 'undo_paused'
		when 'undo undoing' then 'undoing' when 'undo undone' then 'undone' end;
	if v_next is null then
		outcome := 'conflict';
	elsif v_next <> j.state then
		update core.job x set state = v_next,
			at_id = case when p_verb = 'undo' and x.state <> 'undo_paused' then '00000000-0000-0000-0000-000000000000' else x.at_id end,
			undo_by = case p_verb when 'undo' then w.account else x.undo_by end,
			started_at = coalesce(x.started_at, core.now()), finished_at = null, leased_by = null, leased_until = null
		where x.id = p_job
		returning * into j;
		perform core.job_audit(j, p_entry, w.account, 'job_' || p_verb, '{}');
		perform core.idempotency_store(w.account, p_key, 'job_move', p_digest, null, p_entry, null);
	end if;
	body := json_build_object('job', core.job_json(j));
end $$;
