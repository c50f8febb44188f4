-- SPDX-License-Identifier: Apache-2.0
-- Posts a comment. Its first p_mentions names lead to their accounts.
-- Outcomes:
--   ok              {comment, article_version, comment_count}: published, held or rejected; the same again for the same id or
--                   Idempotency-Key
--   not_found       no such article, or hidden
--   bad_parent      not a published comment of this article, or too deep
--   thread_locked   the parent or one of its ancestors is locked
--   slow_mode       {until, wait}: the account commented here a moment ago
--   article_closed
--   sanctioned      {kind, until}: ban or mute
--   warning_unread  a warning must be read first
--   accept_terms    {terms}: this version must be accepted first
--   check_mail      the address must be verified first (core.verify_needed)
--   sign_in, key_reused
create or replace function api_1.comment_post(p_viewer bytea, p_article uuid, p_comment uuid, p_parent uuid, p_body text, p_html text,
	p_signals json, p_key uuid, p_digest bytea, p_depth_max int,
	p_verify text default 'nothing', p_terms text default null, p_mentions int default 10,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_html constant text := core.mentions_put(p_html, p_mentions); -- before the lock of the article
	a record;
	w core.viewer_state;
	c core.comment;
	k record;
	v record;
	v_depth int := 0;
	v_until timestamptz;
	v_unverified text;
	v_strength int; -- of the rules, without the wait for a verified address
begin
	perform core.id_check(p_comment);
	select x.state, x.version, x.site_id, x.slow, x.closes_at, x.marks, x.comment_count, s.settings ->> 'mode' as mode,
		core.article_rules(s.state_rules, x.id) as state_rules, s.rules_version into a
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
	if p_key is not null then
		k := core.idempotency_find(w.account, p_key, 'comment_post', p_digest);
		if k.reused then
			outcome := 'key_reused';
			return;
		end if;
		p_comment := coalesce(k.object_id, p_comment);
	end if;

	if w.banned or w.muted then
		outcome := 'sanctioned';
		body := core.sanctioned_json(case when w.banned then 'ban' else 'mute' end, case when w.banned then w.ban_until else w.mute_until end);
	elsif w.warned then
		outcome := 'warning_unread';
	elsif 'closed' in (a.state, a.mode) or a.closes_at <= core.now() then
		outcome := 'article_closed';
	elsif w.terms is distinct from coalesce(p_terms, w.terms) then
		outcome := 'accept_terms';
		body := json_build_object('terms', p_terms);
	end if;
	if outcome is null then
		v_unverified := core.verify_needed(w, p_verify);
		if v_unverified = 'hold' then -- a verification at the same time publishes this comment, or lets it through
			perform from core.account x where x.id = w.account and not x.email_verified for share;
			v_unverified := case when found then 'hold' end;
		end if;
		outcome := case v_unverified when 'check_mail' then 'check_mail' end;
	end if;
	if outcome is null and p_parent is not null then
		select x.depth + 1 into v_depth from core.comment x
		where x.article_id = p_article and x.id = p_parent and x.state = 'published' and x.depth < p_depth_max;
		if not found then
			outcome := 'bad_parent';
		elsif a.marks ? 'locked' and core.thread_locked(p_article, a.marks, p_parent) then
			outcome := 'thread_locked';
		end if;
	end if;
	if outcome is null and a.slow > 0 and w.rank = 0 then
		v_until := core.slow_until(w.account, p_article, a.slow, p_comment);
		if v_until > core.now() then
			outcome := 'slow_mode';
			body := json_build_object('until', core.rfc3339(v_until), 'wait', ceil(extract(epoch from v_until - core.now())));
		end if;
	end if;
	if outcome is null then
		v := core.judge(a.site_id, a.state_rules,
			case 'premoderated' when a.state then 'article' when a.mode then 'site' end, w, p_signals, p_comment);
		v_strength := v.strength;
		if v_unverified is not null then
			v.strength := greatest(v.strength, 2);
			v.hits := v.hits || '[{"rule":"unverified","reason":"other","outcome":"hold","weight":0}]'::jsonb;
		end if;
		insert into core.comment (article_id, id, parent_id, depth, author_id, author_name, author_role, author_badge, state, visible,
			rules_version, created_at, body, html)
		values (p_article, p_comment, coalesce(p_parent, p_article), v_depth, w.account, w.name, core.rank_role(w.rank),
			(select i.badge from core.identity i join core.provider p on p.id = i.provider_id
				where i.account_id = w.account and p.site_id = a.site_id and i.badge is not null limit 1),
			case v.strength when 3 then 'rejected' when 2 then 'held' else 'published' end, v.strength < 2,
			coalesce((p_signals #>> array['sites', a.site_id::text, 'version'])::int, 0),
			core.id_time(p_comment), p_body, v_html)
		on conflict do nothing
		returning * into c;
	end if;
	if c.id is null then
		-- refused, or a repeated call: an existing comment is the answer
		select * into c from core.comment x where x.article_id = p_article and x.id = p_comment and x.author_id = w.account;
		if found then
			outcome := 'ok';
			body := json_build_object('comment', core.comment_json(c), 'article_version', version, 'comment_count', a.comment_count);
		end if;
		outcome := coalesce(outcome, 'not_found');
		return;
	end if;

	perform core.signals_keep(a.site_id, a.state_rules, c.rules_version, c, p_signals, v.hits);
	if c.visible then
		if p_parent is not null then
			perform core.propagate_visibility(p_article, p_parent, 1);
		end if;
		version := core.article_bump(p_article, 1, 'comment', c.id);
	end if;
	if v_strength in (1, 2) then
		perform core.case_open(c, a.site_id, v.weight,
			v_strength = 2, v_strength = 1, false, false, false);
	end if;
	if v_strength >= 2 then
		perform core.notice_rule(c, a.site_id, c.state, v.hits);
	end if;
	if p_key is not null then
		perform core.idempotency_store(w.account, p_key, 'comment_post', p_digest, p_article, c.id, null);
	end if;
	outcome := 'ok';
	body := json_build_object('comment', core.comment_json(c), 'article_version', version,
		'comment_count', a.comment_count + c.visible::int);
end $$;
