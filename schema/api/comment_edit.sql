-- SPDX-License-Identifier: Apache-2.0
-- The author edits a comment within the window; all rules judge the new text. An edit can hold a comment and never
-- publishes a held one. A hit that would reject a new comment holds an edited one, because a moderator may have seen
-- the former text. A comment that stays held gets a new statement of reasons. An edit without a difference that
-- readers can see changes nothing; one without a new hit leaves a published comment published.
-- Outcomes:
--   ok              {comment, article_version}; the same again if this text is the current one
--   conflict        {comment}: it has another revision
--   edit_window     the time for edits is over
--   not_editable    it is withdrawn or rejected
--   article_closed
--   thread_locked   the comment or one of its ancestors is locked
--   not_found       no such comment, or hidden from the viewer
--   forbidden       another author's
--   sanctioned      {kind, until}: ban or mute
--   warning_unread  a warning must be read first
--   sign_in
create or replace function api_1.comment_edit(p_viewer bytea, p_article uuid, p_comment uuid, p_revision int, p_body text, p_html text,
	p_signals json, p_window int, p_mentions int default 10,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_html constant text := core.mentions_put(p_html, p_mentions); -- before the lock of the article
	a record;
	w core.viewer_state;
	c core.comment;
	v record;
	v_new boolean; -- has the text a hit that no decision could have covered?
	v_now timestamptz := core.now();
begin
	select x.state, x.version, x.site_id, x.closes_at, x.marks, s.settings ->> 'mode' as mode,
		core.article_rules(s.state_rules, x.id) as state_rules into a
	from core.article x join core.site s on s.id = x.site_id
	where x.id = p_article
	for no key update of x;
	if not found or a.state = 'hidden' then
		outcome := 'not_found';
		return;
	end if;
	version := a.version;
	w := core.viewer(p_viewer, a.site_id);
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	select * into c from core.comment x where x.article_id = p_article and x.id = p_comment;
	if c.id is null or c.author_id <> w.account and c.state <> 'published' then
		outcome := 'not_found';
	elsif c.author_id <> w.account then
		outcome := 'forbidden';
	elsif c.revision - 1 = p_revision and c.body = p_body then
		outcome := 'ok';
		body := json_build_object('comment', core.comment_json(c), 'article_version', version);
	elsif w.banned or w.muted then
		outcome := 'sanctioned';
		body := core.sanctioned_json(case when w.banned then 'ban' else 'mute' end, case when w.banned then w.ban_until else w.mute_until end);
	elsif w.warned then
		outcome := 'warning_unread';
	elsif 'closed' in (a.state, a.mode) or a.closes_at <= v_now then
		outcome := 'article_closed';
	elsif a.marks ? 'locked' and core.thread_locked(p_article, a.marks, p_comment) then
		outcome := 'thread_locked';
	elsif c.state in ('rejected', 'withdrawn') then
		outcome := 'not_editable';
	elsif c.created_at + make_interval(secs => p_window) < v_now then
		outcome := 'edit_window';
	elsif c.revision <> p_revision then
		outcome := 'conflict';
		body := core.comment_json(c);
	elsif core.text_same(c.body, p_body) then
		outcome := 'ok';
		body := json_build_object('comment', core.comment_json(c), 'article_version', version);
	end if;
	if outcome is not null then
		return;
	end if;

	v := core.judge(a.site_id, a.state_rules,
		case 'premoderated' when a.state then 'article' when a.mode then 'site' end, w, p_signals, p_comment);
	v_new := c.state <> 'published' or core.has_new_hits(p_article, p_comment, p_revision, v.hits);
	insert into core.comment_revision (article_id, comment_id, revision, body, html, made_at)
	values (c.article_id, c.id, c.revision, c.body, c.html, coalesce(c.edited_at, c.created_at));
	update core.comment x set
		body = p_body, html = v_html, revision = x.revision + 1, edited_at = v_now,
		rules_version = coalesce((p_signals #>> array['sites', a.site_id::text, 'version'])::int, 0)
	where x.article_id = p_article and x.id = p_comment
	returning * into c;
	delete from core.signature where article_id = p_article and comment_id = p_comment;
	perform core.signals_keep(a.site_id, a.state_rules, c.rules_version, c, p_signals, v.hits);
	-- a decision or proposal on the former text must not apply to this one
	update core.case_file set version = version + 1, proposal = null,
		alike = case when state = 'open' then core.case_alike(c, a.site_id) end
	where comment_id = p_comment;
	if v.strength > 0 and v_new then
		perform core.case_open(c, a.site_id, v.weight,
			v.strength > 1, v.strength = 1, false, false, false);
	end if;
	if v.strength > 1 and v_new and c.state = 'published' then
		version := coalesce(core.comment_move(c, 'held'), version);
		perform core.notice_rule(c, a.site_id, 'held', v.hits);
		select * into c from core.comment x where x.article_id = p_article and x.id = p_comment;
	elsif c.state = 'held' then
		perform core.notice_rule(c, a.site_id, 'held', case when v.strength > 1 then v.hits else core.hold_hits(c) end);
	elsif c.state = 'published' then
		version := core.article_bump(p_article, 0, 'edit', c.id);
	end if;
	outcome := 'ok';
	body := json_build_object('comment', core.comment_json(c), 'article_version', version);
end $$;
