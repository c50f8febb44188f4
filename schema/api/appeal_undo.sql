-- SPDX-License-Identifier: Apache-2.0
-- The moderator who decided an appeal takes the decision back: the appeal is open again, with its comment, case or
-- sanction as before. Both sides are notified. Then everybody who took no part may decide it, the viewer too.
-- Outcomes:
--   ok           {appeal}; the same again for the same entry or Idempotency-Key
--   conflict     something happened since, it is open, or comments or a name are already restored; the body is the appeal
--   text_erased  the text was erased
--   not_found    no such appeal, or of a site that is not the viewer's
--   forbidden    another moderator decided it, or the viewer is no moderator
--   sanctioned   {kind, until}: a ban
--   sign_in, second_factor, key_reused
create or replace function api_1.appeal_undo(p_viewer bytea, p_appeal uuid, p_entry uuid, p_key uuid default null, p_digest bytea default null,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_reused boolean;
	v_before uuid;
	v_notice jsonb;
	p core.appeal;
	q core.appeal;
	c core.comment;
	d core.decision;
	f core.case_file;
	n core.sanction;
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'appeals') g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'undo_appeal', p_appeal, null, outcome);
		return;
	end if;
	-- the lock order of appeal_decide()
	select x.version into version from core.article x
	where x.id = (select y.article_id from core.appeal y where y.id = p_appeal) for no key update;
	select * into n from core.sanction x where x.id = (select y.sanction_id from core.appeal y where y.id = p_appeal) for no key update;
	select * into p from core.appeal x where x.id = p_appeal for no key update;
	if not found or not coalesce(p.site_id = any(v_sites), v_sites is null) then
		outcome := 'not_found';
		perform core.audit_refused(w, 'undo_appeal', p.id, p.site_id, outcome);
		return;
	end if;
	select g.id, g.reused into p_entry, v_reused from core.write_id(w.account, p_key, 'appeal_undo', p_digest, p_entry) g;
	if v_reused then
		outcome := 'key_reused';
		return;
	elsif p.undone_entry = p_entry then
		body := core.appeal_json(p, true);
		return;
	elsif p.decided_by <> w.account then
		outcome := 'forbidden';
		perform core.audit_refused(w, 'undo_appeal', p.id, p.site_id, outcome);
		return;
	end if;
	select * into c from core.comment x where x.article_id = p.article_id and x.id = p.comment_id;
	select * into d from core.decision x where x.id = p.decided_entry;
	select * into f from core.case_file x where x.comment_id = p.comment_id for no key update;
	if p.decided_by is null or f.version is distinct from p.case_version
		or d.id is not null and (c.state, c.revision) is distinct from (d.state_after, d.revision)
		or p.state = 'overturned' and n.id is not null and (n.kind = 'rename' or n.lifted_by is distinct from w.account or n.lifted_at < p.decided_at
			or exists (select from core.sanction_span s where s.sanction_id = n.id)) then
		outcome := 'conflict';
		body := core.appeal_json(p, true);
		return;
	elsif d.id is not null and c.text_erased_at is not null then
		outcome := 'text_erased';
		return;
	end if;

	if d.id is not null then
		version := coalesce((select u.version from core.undo_one(w.account, d.id, p_entry, true, true) u), version);
	elsif p.case_before is not null then
		perform core.case_restore(f, p.case_before);
	end if;
	if p.state = 'overturned' and n.id is not null then
		update core.sanction x set lifted_at = null, lifted_by = null where x.id = n.id;
		if n.kind = 'ban' then
			perform core.sessions_end(n.account_id, null, 'ban');
		end if;
	end if;
	update core.appeal x set state = 'open', decided_by = null, decided_entry = null, decided_at = null, case_before = null, case_version = null,
		undone_entry = p_entry
	where x.id = p_appeal returning * into q;
	perform core.audit_write(p_entry, w.account, 'undo_appeal', p_appeal, p.site_id,
		jsonb_build_object('kind', p.kind, 'subject', p.subject, 'comment', p.comment_id, 'was', p.state, 'decision', p.decided_entry), null);
	v_before := coalesce((select x.moderator_id from core.decision x where x.id = p.decision_id), n.made_by);
	v_notice := jsonb_build_object('action', 'appeal', 'appealed', p.kind, 'outcome', 'reopened', 'automated', false,
		'by', core.pseudonym(p.site_id, w.account), 'since', core.rfc3339(core.now()), 'note', null, 'reason', null);
	perform core.notice_put(p.account_id, 'appeal', p.site_id, p.article_id, p.comment_id, p.decision_id, p.sanction_id, (v_notice || '{"yours":"appeal"}')::json, true);
	if v_before is not null then
		perform core.notice_put(v_before, 'appeal', p.site_id, p.article_id, p.comment_id, p.decision_id, p.sanction_id, (v_notice || '{"yours":"decision"}')::json, false);
	end if;
	perform core.idempotency_store(w.account, p_key, 'appeal_undo', p_digest, null, p_entry, null);
	body := core.appeal_json(q, true);
end $$;
