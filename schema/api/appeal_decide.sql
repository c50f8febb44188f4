-- SPDX-License-Identifier: Apache-2.0
-- Decides an appeal; the moderator must not have taken part in the case. overturned reverses the restriction: the
-- comment is published, or the sanction lifted and its span restored (span_step). The author and earlier deciders are
-- notified, and if overturned the readers who reported.
-- Outcomes:
--   ok           {appeal, span}: span is the sanction whose span is to be restored, or null; the same again for
--                the same entry or Idempotency-Key
--   conflict     {appeal}: it is decided already, or nothing is left to decide
--   text_erased  the text to publish was erased
--   not_found    no such appeal, or of a site that is not the viewer's
--   forbidden    the viewer took part, or is no moderator
--   sanctioned   {kind, until}: a ban
--   sign_in, second_factor, key_reused
create or replace function api_1.appeal_decide(p_viewer bytea, p_appeal uuid, p_outcome text, p_note text, p_entry uuid,
	p_key uuid default null, p_digest bytea default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_now timestamptz := core.now();
	v_before uuid;
	v_notice jsonb;
	v_reused boolean;
	v_case jsonb;
	p core.appeal;
	c core.comment;
	n core.sanction;
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'appeals') g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'decide_appeal', p_appeal, null, outcome);
		return;
	end if;
	select x.version into version from core.article x
	where x.id = (select y.article_id from core.appeal y where y.id = p_appeal) for no key update;
	-- before the appeal: the lock order of sanction_lift()
	perform from core.sanction x where x.id = (select y.sanction_id from core.appeal y where y.id = p_appeal) for no key update;
	select * into p from core.appeal x where x.id = p_appeal for no key update;
	if not found or not coalesce(p.site_id = any(v_sites), v_sites is null) then
		outcome := 'not_found';
		perform core.audit_refused(w, 'decide_appeal', p.id, p.site_id, outcome);
		return;
	end if;
	select g.id, g.reused into p_entry, v_reused from core.write_id(w.account, p_key, 'appeal_decide', p_digest, p_entry) g;
	select * into c from core.comment x where x.article_id = p.article_id and x.id = p.comment_id;
	if v_reused then
		outcome := 'key_reused';
		return;
	elsif p.state <> 'open' and p.decided_entry = p_entry then
		body := json_build_object('appeal', core.appeal_json(p, true), 'span', null);
		return;
	elsif p.state <> 'open' then
		outcome := 'conflict';
		body := core.appeal_json(p, true);
		return;
	elsif core.took_part(p, w.account) then
		outcome := 'forbidden';
		perform core.audit_refused(w, 'decide_appeal', p.id, p.site_id, outcome);
		return;
	elsif p_outcome = 'overturned' and c.state in ('held', 'rejected') and c.text_erased_at is not null then
		outcome := 'text_erased';
		return;
	end if;

	select to_jsonb(f) - 'alike' into v_case from core.case_file f where f.comment_id = p.comment_id;
	-- before the decision below, which makes the viewer one who took part
	update core.appeal x set state = p_outcome, decided_by = w.account, decided_entry = p_entry, decided_at = v_now
	where x.id = p_appeal returning * into p;
	perform core.audit_write(p_entry, w.account, 'appeal_' || p_outcome, p_appeal, p.site_id,
		jsonb_build_object('kind', p.kind, 'subject', p.subject, 'comment', p.comment_id, 'from', c.state),
		case when p_note is not null then json_build_object('note', p_note) end);
	if c.id is not null then
		version := coalesce(core.appeal_apply(p, c, p_note), version);
		update core.appeal x set case_before = v_case, case_version = (select f.version from core.case_file f where f.comment_id = c.id)
		where x.id = p_appeal returning * into p;
		select coalesce((select d.moderator_id from core.decision d where d.id = p.decision_id),
			(select d.undone_by from core.notice t join core.decision d on d.id = t.decision_id where t.id = p.notice_id)) into v_before;
	else
		select * into n from core.sanction x where x.id = p.sanction_id for no key update;
		v_before := n.made_by;
		if p_outcome = 'overturned' and n.lifted_at is null then
			perform core.sanction_end(n, w.account, core.new_id(), 'lift', '{}'::jsonb, null::core.comment);
		end if;
		if p_outcome = 'overturned' then
			perform core.span_restore(n, w.account, core.new_id());
		end if;
	end if;
	v_notice := jsonb_build_object('action', 'appeal', 'appealed', p.kind, 'outcome', p_outcome, 'automated', false,
		'by', core.pseudonym(p.site_id, w.account), 'since', core.rfc3339(v_now), 'note', p_note, 'reason', null);
	perform core.notice_put(p.account_id, 'appeal', p.site_id, p.article_id, p.comment_id, p.decision_id, p.sanction_id, (v_notice || '{"yours":"appeal"}')::json, true);
	if v_before is not null then
		perform core.notice_put(v_before, 'appeal', p.site_id, p.article_id, p.comment_id, p.decision_id, p.sanction_id, (v_notice || '{"yours":"decision"}')::json, false);
	end if;
	perform core.idempotency_store(w.account, p_key, 'appeal_decide', p_digest, null, p_entry, null);
	outcome := 'ok';
	body := json_build_object('appeal', core.appeal_json(p, true), 'span',
		(select s.sanction_id from core.sanction_span s where s.sanction_id = p.sanction_id and s.state = 'restoring'));
end $$;
