-- SPDX-License-Identifier: Apache-2.0
-- A moderator sanctions the author of a case from its card, in one act: the sanction on the case's site, or with
-- p_everywhere on all sites; with p_decide the case's rejection for the same reason; with p_span the author's comments
-- of the last seconds (0: all) are rejected too, the first p_max here and all others by span_step(). One notice states
-- the reasons, one audit entry lists the members. Everything happens or nothing, by the case's version p_version.
-- sanction_undo() takes it back.
-- Outcomes:
--   ok              {sanction, articles}: articles is {article: version} of changed ones; the same again for the same id
--                   or Idempotency-Key
--   not_found       no such comment, of a site that is not the viewer's, or the author's account is gone
--   conflict        the case has changed; the body is as case_get() shows it
--   appealed, not_decidable  the case cannot be decided now, see core.decide_refused()
--   forbidden       as for sanction_add(); with p_decide the viewer needs the area cases too
--   time_past, until_not_allowed, second_needed, unknown_reason  see sanction_add()
--   sanctioned      {kind, until}: the viewer is banned
--   sign_in, second_factor, key_reused
create or replace function api_1.case_sanction(p_viewer bytea, p_comment uuid, p_version int, p_sanction uuid, p_kind text, p_until timestamptz,
	p_reason text, p_note text, p_message text, p_everywhere boolean, p_span int, p_decide boolean, p_max int, p_key uuid, p_digest bytea,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_site uuid;
	v_now timestamptz := core.now();
	v_since timestamptz;
	v_ids uuid[];
	v_decision uuid;
	v_members uuid[] := array[]::uuid[];
	v_articles jsonb := '{}'::jsonb;
	k record;
	t record;
	v_item json;
	x core.site;
	c core.comment;
	f core.case_file;
	n core.sanction;
	s core.sanction_span;
begin
	perform core.id_check(p_sanction);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'sanctions') g;
	select y.* into c from core.comment y where y.id = p_comment;
	select y.* into x from core.article a join core.site y on y.id = a.site_id where a.id = c.article_id;
	if outcome = 'ok' then
		outcome := case when c.id is null then 'not_found' else core.site_access(w.account, v_sites, x.id) end;
	end if;
	if outcome = 'ok' and p_decide and x.id <> all(core.sites_moderated(w.account, 3, 'cases')) then
		outcome := 'forbidden';
	end if;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'case_sanction', c.id, x.id, outcome);
		return;
	end if;
	v_site := case when not p_everywhere then x.id end;
	v_since := case when p_span > 0 then v_now - make_interval(secs => p_span)
		when p_span = 0 then core.id_time(least(
			(select y.id from core.comment y where y.author_id = c.author_id and y.state = 'published' order by y.id limit 1),
			(select y.id from core.comment y where y.author_id = c.author_id and y.state = 'held' order by y.id limit 1))) end;
	s.sanction_id := p_sanction;
	s.account_id := c.author_id;
	s.site_id := v_site;
	s.reason := p_reason;
	s.since := coalesce(v_since, v_now);
	s.upto := v_now + interval '5 seconds';
	s.at_id := core.id_from(s.since);
	v_ids := case when v_since is not null then (array_remove(core.span_pick(s, p_max + 1), p_comment))[1:p_max] else array[]::uuid[] end;

	perform core.articles_lock(array(select y.article_id from core.comment y where y.id = any(v_ids || p_comment)));
	perform from core.account where id = c.author_id for no key update; -- another transaction may be using the same key
	if p_key is not null then
		k := core.idempotency_find(w.account, p_key, 'case_sanction', p_digest);
		if k.reused then
			outcome := 'key_reused';
			return;
		end if;
		p_sanction := coalesce(k.object_id, p_sanction);
	end if;
	select * into n from core.sanction y where y.id = p_sanction and y.comment_id = p_comment and y.made_by = w.account;
	if found then
		body := json_build_object('sanction', core.sanction_json(n), 'articles', '{}'::json);
		return;
	end if;
	perform from core.account a where a.id = c.author_id and a.state = 'active';
	if not found then
		outcome := 'not_found';
		return;
	end if;

	select y.* into c from core.comment y where y.article_id = c.article_id and y.id = p_comment;
	select * into f from core.case_file y where y.comment_id = p_comment for no key update;
	v_decision := case when p_decide then core.new_id() end;
	v_item := json_build_object('id', v_decision, 'case', p_comment, 'version', p_version, 'action', 'reject', 'reason', p_reason,
		'sanction', p_sanction, 'stated', true);
	outcome := case when p_decide then core.decide_refused(w.account, x, c, f, v_item)
		when p_version <> coalesce(f.version, 0) then 'conflict' end;
	if outcome = 'conflict' then
		body := core.case_detail_json(p_comment);
		return;
	end if;
	outcome := coalesce(nullif(core.sanction_refused(w, v_sites, c.author_id, v_site, p_kind, p_until, p_reason, v_since), 'ok'), outcome, 'ok');
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'case_sanction', p_comment, x.id, outcome);
		return;
	end if;

	n := core.sanction_make(w, p_sanction, c.author_id, v_site, p_kind, p_until, p_reason);
	update core.sanction y set comment_id = p_comment, decision_id = v_decision where y.id = p_sanction returning * into n;
	if num_nonnulls(v_since, v_decision) > 0 then
		insert into core.sanction_span (sanction_id, account_id, site_id, moderator_id, reason, since, upto, state, at_id, rejected)
		values (p_sanction, c.author_id, v_site, w.account, p_reason, s.since, case when v_since is not null then s.upto else v_now end,
			case when v_since is not null then 'rejecting' else 'rejected' end, s.at_id, p_decide::int)
		returning * into s;
	end if;
	if p_decide then
		perform core.decide_one(w, v_sites, c.article_id, v_item);
		v_members := array[p_comment];
		v_articles := jsonb_build_object(c.article_id, (select a.version from core.article a where a.id = c.article_id));
	end if;
	if v_ids <> array[]::uuid[] then
		t := core.span_take(s, w, v_sites, v_ids);
		v_members := v_members || t.decided;
		v_articles := v_articles || t.articles;
	end if;
	perform core.sanction_tell(n, case when p_decide and c.state in ('published', 'held') then c end, v_since, p_note, p_message,
		jsonb_build_object('case', p_comment, 'decision', v_decision, 'comments', to_jsonb(v_members)));
	perform core.idempotency_store(w.account, p_key, 'case_sanction', p_digest, null, p_sanction, null);
	body := json_build_object('sanction', core.sanction_json(n), 'articles', v_articles);
end $$;
