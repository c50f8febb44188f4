-- SPDX-License-Identifier: Apache-2.0
-- A moderator changes an article, or a system of the newsroom with an API token of its site (scope articles:change). Null leaves a field unchanged; the former address stays valid. p_url is canonical.
-- p_slow and p_closes_after are seconds, 0 for none; p_closes_at infinity for never. The time of silence starts when
-- it is set and when the article is opened again.
-- Outcomes:
--   ok          {article}; as it is now if this entry was written before
--   url_taken   {article} that has this address
--   time_past   the closing time has passed
--   not_found   no such article, or hidden from the viewer
--   sanctioned  {kind, until}: a ban
--   scope       {scope}: the token lacks it
--   sign_in, second_factor, forbidden, token_ended, token_expired
create or replace function api_1.article_patch(p_viewer bytea, p_article uuid, p_state text, p_title text, p_url text,
	p_slow int, p_closes_at timestamptz, p_closes_after int, p_entry uuid default core.new_id(), out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	a core.article;
	b core.article;
	o core.article;
	v_owner uuid;
	w core.viewer_state;
	s core.site;
	v_now timestamptz := core.now();
	v_actor uuid;
	v_site uuid;
begin
	perform core.id_check(p_entry);
	select * into a from core.article where id = p_article for no key update;
	select * into s from core.site where id = a.site_id;
	w := core.viewer(p_viewer, a.site_id);
	v_actor := w.account;
	if v_actor is null then
		select g.outcome, g.body, g.token, g.site into outcome, body, v_actor, v_site from core.api_token_find(p_viewer, 'articles:change') g;
		outcome := case when outcome <> 'ok' then outcome when v_site is distinct from a.site_id then 'not_found' when p_closes_at <= v_now then 'time_past' end;
	else
		outcome := case when a.id is null or a.state = 'hidden' and (w.rank < 2 or w.banned) then 'not_found'
			when w.banned then 'sanctioned' when core.role_waits(w) then 'second_factor'
			when w.unproven or not core.may(w.account, a.site_id, 3, 'articles') then 'forbidden' when p_closes_at <= v_now then 'time_past' end;
		if outcome = 'sanctioned' then
			body := core.sanctioned_json('ban', w.ban_until);
		end if;
	end if;
	if outcome is not null then
		perform core.audit_refused(w, 'article', a.id, a.site_id, outcome);
		return;
	end if;

	if exists (select from core.audit x where x.id = p_entry) then
		outcome := 'ok';
		version := a.version;
		body := core.article_json(a, s.key);
		return;
	end if;
	if p_url <> a.url then
		v_owner := core.article_url_add(s.id, p_url, a.id);
		if v_owner <> a.id then
			select * into o from core.article where id = v_owner;
			outcome := 'url_taken';
			body := core.article_json(o, s.key);
			return;
		end if;
	end if;
	b := a;
	b.state := coalesce(p_state, a.state);
	b.title := coalesce(p_title, a.title);
	b.url := coalesce(p_url, a.url);
	b.slow := coalesce(p_slow, a.slow);
	b.closes_at := nullif(coalesce(p_closes_at, a.closes_at), 'infinity');
	b.closes_after := nullif(coalesce(p_closes_after, a.closes_after), 0);
	if p_state <> 'closed' and b.closes_at <= v_now then
		b.closes_at := null; -- a moderator opened it again
	end if;
	if b.closes_after is null or b.state in ('closed', 'hidden') then
		b.silence_check_at := null;
	elsif b.closes_after is distinct from a.closes_after or b.state <> a.state then
		b.silence_check_at := v_now + make_interval(secs => b.closes_after);
	end if;
	version := a.version;
	if b is distinct from a then
		update core.article
		set state = b.state, title = b.title, url = b.url, slow = b.slow,
			closes_at = b.closes_at, closes_after = b.closes_after, silence_check_at = b.silence_check_at
		where id = a.id;
		version := core.article_bump(a.id, 0, 'state', null);
		perform core.audit_article(p_entry, v_actor, a, b);
		select * into a from core.article where id = p_article;
	end if;
	outcome := 'ok';
	body := core.article_json(a, s.key);
end $$;
