-- SPDX-License-Identifier: Apache-2.0
-- Makes one decision on one comment. The calling function holds the article's row lock. p_sites null: all sites.
-- p_item: {id, case, version, action, reason, note, message, job, sanction, stated}. note is for colleagues, message for
-- the author. A sanction's decisions are members of the sanction's audit entries. stated: the sanction's notice states the reasons. If the site wants a second moderator, the first decision is a proposal (status 202), and the same action
-- and reason by another moderator confirm it. Returns {case, status, decision?, code?, current?}.
create or replace function core.decide_one(w core.viewer_state, p_sites uuid[], p_article uuid, p_item json) returns json
language plpgsql
as $$
#variable_conflict use_column
declare
	v_id uuid := (p_item ->> 'id')::uuid;
	v_comment uuid := (p_item ->> 'case')::uuid;
	v_action text := p_item ->> 'action';
	v_reason text := nullif(p_item ->> 'reason', '');
	v_note text := nullif(p_item ->> 'note', '');
	v_message text := nullif(p_item ->> 'message', '');
	v_state text;
	v_version int;
	v_code text;
	v_second uuid;
	s core.site;
	c core.comment;
	f core.case_file;
begin
	select x.* into s from core.article a join core.site x on x.id = a.site_id where a.id = p_article;
	select * into c from core.comment x where x.article_id = p_article and x.id = v_comment;
	if c.id is null or not coalesce(s.id = any(p_sites), true) then
		return json_build_object('case', v_comment, 'status', 404, 'code', 'not_found');
	end if;
	if exists (select from core.decision d where d.id = v_id and d.comment_id = v_comment) then
		return json_build_object('case', v_comment, 'status', 200, 'decision', v_id, 'article', p_article,
			'article_version', (select x.version from core.article x where x.id = p_article));
	end if;
	select * into f from core.case_file x where x.comment_id = v_comment for no key update;
	if f.proposal ->> 'id' = v_id::text then
		return json_build_object('case', v_comment, 'status', 202, 'code', 'proposed', 'current', core.case_json(v_comment));
	end if;
	v_code := core.decide_refused(w.account, s, c, f, p_item);
	if v_code = 'conflict' then
		return json_build_object('case', v_comment, 'status', 409, 'code', v_code, 'current', core.case_now_json(v_comment));
	elsif v_code is not null then
		return json_build_object('case', v_comment, 'status', case v_code when 'forbidden' then 403 else 422 end, 'code', v_code,
			'current', case when num_nonnulls(p_item ->> 'job', p_item ->> 'sanction') = 0 then core.case_now_json(v_comment) end);
	end if;
	v_state := core.decided_state(c, f, v_action);

	if f.comment_id is null or v_action = 'escalate' and f.state = 'closed' then
		perform core.case_open(c, s.id, 0, c.state = 'held', false, false, false, false);
	end if;
	if core.second_needed(s, w.account, v_action, v_reason) then
		v_second := (f.proposal ->> 'by')::uuid;
		if (f.proposal ->> 'action', f.proposal ->> 'reason', (f.proposal ->> 'revision')::int) is distinct from (v_action, v_reason, c.revision) then
			perform core.decision_propose(w, s.id, c, v_id, v_action, v_reason, v_note, v_message);
			return json_build_object('case', v_comment, 'status', 202, 'code', 'proposed', 'current', core.case_json(v_comment));
		elsif v_second = w.account then
			return json_build_object('case', v_comment, 'status', 403, 'code', 'own_proposal');
		end if;
		v_message := coalesce(v_message, f.proposal ->> 'message');
	end if;
	if v_action = 'escalate' then
		-- back to the queue, for another moderator
		update core.case_file x set version = x.version + 1, escalated = true,
			weight = x.weight + 10, priority = x.priority + 10,
			terms = x.terms || jsonb_build_object('escalated', coalesce((x.terms ->> 'escalated')::float8, 0) + 10), claimed_by = null, claimed_until = null
		where x.comment_id = v_comment
		returning x.version into v_version;
	else
		v_version := core.case_close(v_comment, case v_state when 'rejected' then 'rejected' else 'approved' end, c.revision);
		perform core.comment_move(c, v_state);
		perform core.reports_decided(c, v_id, v_state = 'rejected');
	end if;
	insert into core.decision (id, site_id, article_id, comment_id, author_id, moderator_id, action, reason, revision,
		state_before, state_after, case_before, case_version, at, proposed_by, job_id, sanction_id)
	values (v_id, s.id, p_article, v_comment, c.author_id, w.account, v_action, v_reason, c.revision,
		c.state, v_state, case when f.comment_id is not null then to_jsonb(f) - 'alike' end, v_version, core.now(), v_second,
		(p_item ->> 'job')::uuid, (p_item ->> 'sanction')::uuid);
	if p_item ->> 'sanction' is null then
		perform core.audit_write(v_id, w.account, v_action, v_comment, s.id,
			jsonb_build_object('reason', v_reason, 'from', c.state, 'to', v_state, 'revision', c.revision, 'version', v_version)
				|| case when v_second is not null then jsonb_build_object('proposed_by', v_second) else '{}' end,
			nullif(json_strip_nulls(json_build_object('note', v_note, 'message', v_message))::text, '{}')::json);
	end if;
	if v_action <> 'escalate' then
		perform core.notices_decided(c, v_id, v_action, v_state, v_reason, v_message, false, p_item ->> 'stated' is not null);
	end if;
	return json_build_object('case', v_comment, 'status', 200, 'decision', v_id, 'article', p_article,
		'article_version', (select x.version from core.article x where x.id = p_article));
end $$;
