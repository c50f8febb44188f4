-- Takes a decision back, if comment and case are as it left them. Outcomes:
--   ok           {decision, case, article_version}; the same again for the same entry
--   conflict     {case}: something happened since, it is undone already, or it decided an appeal
--   text_erased  there is nothing to show again
--   not_found    no such decision, or of a site that is not the asker's
--   forbidden    an own comment, or no moderator · sign_in · sanctioned
create or replace function api_1.decision_undo(p_viewer bytea, p_decision uuid, p_entry uuid,
	out outcome text, out version bigint, out body json)
language plpgsql security definer
as $$
#variable_conflict use_column
declare
	w core.who := core.viewer(p_viewer, null);
	v_sites uuid[];
	a core.article;
	c core.comment;
	d core.decision;
	f core.case_file;
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk(w, 3) g;
	if outcome <> 'ok' then
		return;
	end if;
	select x.* into a from core.article x
	where x.id = (select y.article_id from core.decision y where y.id = p_decision)
	for no key update;
	if not found or not coalesce(a.site_id = any(v_sites), true) then
		outcome := 'not_found';
		return;
	end if;
	version := a.version;
	select * into d from core.decision x where x.id = p_decision;
	select * into c from core.comment x where x.article_id = d.article_id and x.id = d.comment_id;
	select * into f from core.case_file x where x.comment_id = d.comment_id for no key update;
	if c.author_id = w.account then
		outcome := 'forbidden';
		return;
	elsif d.undone_entry is distinct from p_entry then
		if d.undone_at is not null or exists (select from core.appeal x where x.decided_entry = p_decision) or (c.state, c.revision, f.version) <> (d.state_after, d.revision, d.case_version) then
			outcome := 'conflict';
			body := core.case_json(d.comment_id);
			return;
		elsif c.text_erased_at is not null then
			outcome := 'text_erased';
			return;
		end if;
		perform core.case_back(f, d.case_before);
		version := coalesce(core.comment_move(c, d.state_before), version);
		perform core.reports_decided(c, case when (d.case_before ->> 'approved_revision')::int = c.revision then false end);
		update core.decision x set undone_by = w.account, undone_entry = p_entry, undone_at = core.now() where x.id = p_decision;
		perform core.audit_write(p_entry, w.account, 'undo', p_decision, a.site_id,
			jsonb_build_object('from', d.state_after, 'to', d.state_before, 'version', f.version + 1), null);
		if d.state_before <> d.state_after then
			perform core.notice_put(c.author_id, case d.state_before when 'published' then 'restored' else d.state_before end,
				a.site_id, c.article_id, c.id, d.id, null, ((core.statement(a.site_id, 'undo', core.now(), null, d.reason, w.account, null, null)
				|| jsonb_build_object('revision', c.revision)) - case d.state_before when 'published' then 'appeal' else '' end)::json, true);
		end if;
		if coalesce(d.case_before ->> 'state', 'open') = 'open' then
			perform core.illegal_told(c.id, null);
		end if;
		select * into d from core.decision x where x.id = p_decision;
	end if;
	outcome := 'ok';
	body := json_build_object('decision', core.decision_json(d), 'case', core.case_json(d.comment_id), 'article_version', version);
end $$;
