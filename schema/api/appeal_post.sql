-- SPDX-License-Identifier: Apache-2.0
-- An author appeals against a restriction, once: a decision, a sanction, or a rule's own decision, named by its
-- notice. A notice stands for its decision or sanction. A comment that an undo left held or rejected is appealed by
-- its notice, like a rule's. Banned accounts may appeal. The comment's case opens in the view appealed with a new
-- version.
-- Outcomes:
--   ok                 {appeal}; the same again for the same id or Idempotency-Key
--   not_found          no such restriction of the viewer
--   appeal_window      the restriction is older than core.appeal_window()
--   nothing_to_appeal  the restriction has ended
--   conflict           {appeal}: it was appealed before, or an appeal about the comment is open
--   sign_in, key_reused
create or replace function api_1.appeal_post(p_viewer bytea, p_appeal uuid, p_decision uuid, p_sanction uuid, p_notice uuid, p_text text,
	p_key uuid, p_digest bytea, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	k record;
	c core.comment;
	d core.decision;
	n core.sanction;
	t core.notice;
	p core.appeal;
	f core.case_file;
	v_now timestamptz := core.now();
begin
	perform core.id_check(p_appeal);
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	if p_notice is not null then
		select * into t from core.notice x where x.id = p_notice and x.account_id = w.account;
		p_decision := t.decision_id;
		p_sanction := t.sanction_id;
	end if;
	select * into d from core.decision x where x.id = p_decision and x.author_id = w.account and x.action = 'reject'
		and (t.id is null or x.undone_at is null);
	select * into n from core.sanction x where x.id = p_sanction and x.account_id = w.account;
	if d.id is null and n.id is null and coalesce(t.kind not in ('held', 'rejected'), true) then
		outcome := 'not_found';
		return;
	end if;
	perform from core.article a where a.id = coalesce(d.article_id, t.article_id) for no key update;
	perform from core.account a where a.id = w.account for no key update; -- another transaction may be using the same key
	if p_key is not null then
		k := core.idempotency_find(w.account, p_key, 'appeal_post', p_digest);
		if k.reused then
			outcome := 'key_reused';
			return;
		end if;
		p_appeal := coalesce(k.object_id, p_appeal);
	end if;
	select * into p from core.appeal x where x.id = p_appeal or x.subject = coalesce(d.id, n.id, t.id)
		or x.state = 'open' and x.comment_id = coalesce(d.comment_id, t.comment_id)
	order by x.id = p_appeal desc, x.subject = coalesce(d.id, n.id, t.id) desc limit 1;
	if p.id is not null then
		outcome := case when p.id = p_appeal then 'ok' else 'conflict' end;
		body := core.appeal_json(p, false);
		return;
	end if;
	if n.id is not null then
		-- a concurrent lift would end open appeals
		select * into n from core.sanction x where x.id = n.id for no key update;
	else
		select * into c from core.comment x where x.article_id = coalesce(d.article_id, t.article_id) and x.id = coalesce(d.comment_id, t.comment_id);
	end if;
	outcome := core.appeal_refused(n, d, t, c);
	if outcome is not null then
		return;
	end if;

	insert into core.appeal (id, account_id, subject, kind, site_id, article_id, comment_id, decision_id, sanction_id, notice_id, text, made_at)
	values (p_appeal, w.account, coalesce(d.id, n.id, t.id), case when d.id is not null then 'decision' when n.id is not null then 'sanction' else 'rule' end,
		case when n.id is not null then n.site_id else coalesce(d.site_id, t.site_id) end, c.article_id, c.id, d.id, n.id, t.id, p_text, v_now)
	returning * into p;
	if c.id is not null then
		select * into f from core.case_file x where x.comment_id = c.id for no key update;
		perform core.case_open(c, p.site_id, 0, c.state = 'held' and f.hold_ends is null, false, false, false, false);
		update core.case_file x set appealed = true, weight = x.weight + 3, priority = x.priority + 3,
			terms = x.terms || jsonb_build_object('appeal', coalesce((x.terms ->> 'appeal')::float8, 0) + 3), version = x.version + coalesce(f.state = 'open', false)::int,
			claimed_by = null, claimed_until = null
		where x.comment_id = c.id;
	end if;
	perform core.audit_write(p_appeal, w.account, 'appeal', p.subject, p.site_id, jsonb_build_object('kind', p.kind, 'comment', c.id),
		json_build_object('sha256', core.text_digest(p_text)));
	if p_key is not null then
		perform core.idempotency_store(w.account, p_key, 'appeal_post', p_digest, null, p_appeal, null);
	end if;
	outcome := 'ok';
	body := core.appeal_json(p, false);
end $$;
