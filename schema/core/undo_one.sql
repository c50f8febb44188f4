-- SPDX-License-Identifier: Apache-2.0
-- Undoes one decision. The calling function holds the article's row lock. A comment without a case before a job's or
-- sanction's decision gets a closed one, because it had no open question before. p_stated: the author has the news by another
-- notice. p_member: the calling function writes p_entry, which lists it.
-- Outcomes:
--   ok           version: the article's new one; null if readers see no difference
--   conflict     comment or case changed since, it is undone already, or its appeal is decided
--   text_erased  the text to publish was erased
--   forbidden    an own comment
create or replace function core.undo_one(p_account uuid, p_decision uuid, p_entry uuid, p_member boolean default false, p_stated boolean default false, out outcome text, out version bigint)
language plpgsql
as $$
#variable_conflict use_column
declare
	c core.comment;
	d core.decision;
	f core.case_file;
	v_case jsonb;
begin
	select * into d from core.decision x where x.id = p_decision;
	select * into c from core.comment x where x.article_id = d.article_id and x.id = d.comment_id;
	select * into f from core.case_file x where x.comment_id = d.comment_id for no key update;
	outcome := case when c.author_id = p_account then 'forbidden'
		when d.undone_at is not null or not p_member and exists (select from core.appeal x where x.decided_entry = p_decision)
			or (c.state, c.revision, f.version) is distinct from (d.state_after, d.revision, d.case_version) then 'conflict'
		when c.text_erased_at is not null then 'text_erased' else 'ok' end;
	if outcome <> 'ok' then
		return;
	end if;
	v_case := coalesce(d.case_before, case when num_nonnulls(d.job_id, d.sanction_id) = 0 then '{"state":"open","closed_as":null,"approved_revision":null}'
		else '{"state":"closed","closed_as":"moot","approved_revision":null}'::jsonb end);
	perform core.case_restore(f, v_case);
	version := core.comment_move(c, d.state_before);
	update core.decision x set undone_by = p_account, undone_entry = p_entry, undone_at = core.now() where x.id = p_decision;
	if not p_member then
		perform core.audit_write(p_entry, p_account, 'undo', p_decision, d.site_id, jsonb_build_object('from', d.state_after, 'to', d.state_before, 'version', f.version + 1)
			|| jsonb_strip_nulls(jsonb_build_object('job', d.job_id, 'sanction', d.sanction_id)), null);
	end if;
	if d.state_before <> d.state_after and not p_stated then
		perform core.notice_put(c.author_id, case when d.state_before in ('published', 'withdrawn') then 'restored' else d.state_before end,
			d.site_id, c.article_id, c.id, d.id, null, ((core.statement(c.author_id, d.site_id, 'undo', core.now(), null, d.reason, p_account, null, null)
			|| jsonb_build_object('revision', c.revision)) - case when d.state_before in ('published', 'withdrawn') then 'appeal' else '' end)::json, core.decision_sends_mail(d, true));
	end if;
	delete from core.report_notification x where x.decision_id = p_decision; -- pending notifications about the decision are dropped
	if d.action <> 'escalate' then
		perform core.undo_notify(c, d, v_case);
	end if;
end $$;
