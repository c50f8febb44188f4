-- SPDX-License-Identifier: Apache-2.0
-- Creates an article, by staff of the site or with an API token (scope articles:create), which is then the actor of the audit entry.
-- p_url is canonical.
-- Outcomes:
--   ok            {article}: created; also when the same id comes again
--   again         {article}: the key existed, or belongs to an article that was merged into this one; or the address had
--                 an article that was made at first sight, which has this key and title now
--   url_taken     {article} that has this address in any spelling; no body if it is hidden from the viewer
--   not_found     the key belongs to an article that is hidden from the viewer
--   unknown_site  no such site
--   sanctioned    {kind, until}: a ban
--   scope         {scope}: the token lacks it
--   sign_in, second_factor, forbidden, token_ended, token_expired
create or replace function api_1.article_create(p_viewer bytea, p_article uuid, p_site text, p_key text, p_url text, p_title text,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	a core.article;
	s core.site;
	w core.viewer_state;
	v_token uuid;
	v_token_site uuid;
	v_new boolean := false;
	v_owner uuid;
begin
	perform core.id_check(p_article);
	s := core.default_site(p_site);
	w := core.viewer(p_viewer, s.id);
	if w.account is null then
		select g.outcome, g.body, g.token, g.site into outcome, body, v_token, v_token_site from core.api_token_find(p_viewer, 'articles:create') g;
		if outcome <> 'ok' then
			return;
		elsif p_site is null then
			select * into s from core.site where id = v_token_site;
		elsif v_token_site is distinct from s.id then
			outcome := 'forbidden';
			return;
		end if;
	else
		if w.banned then
			outcome := 'sanctioned';
			body := core.sanctioned_json('ban', w.ban_until);
			return;
		elsif w.rank not in (1, 3, 4) then
			outcome := case when core.role_waits(w) then 'second_factor' else 'forbidden' end;
			return;
		end if;
	end if;
	if s.id is null then
		outcome := 'unknown_site';
		return;
	end if;

	select x.* into a from core.article_moved m join core.article x on x.id = m.article_id where m.site_id = s.id and m.key = p_key;
	if not found then
		insert into core.article (id, site_id, key, url, title) values (p_article, s.id, p_key, p_url, p_title)
		on conflict do nothing
		returning * into a;
		v_new := found;
		if not v_new then
			select * into a from core.article where site_id = s.id and key = p_key;
		end if;
	end if;
	if not v_new then
		outcome := case when a.id = p_article then 'ok' else 'again' end;
	else
		v_owner := core.article_url_add(s.id, p_url, a.id);
		if v_owner = a.id then
			outcome := 'ok';
			insert into core.journal (article_id, version, change) values (a.id, a.version, 'state');
		else
			delete from core.article where id = a.id;
			outcome := case when core.first_sight_take_over(v_owner, p_key, p_url, p_title) then 'again' else 'url_taken' end;
			select * into a from core.article where id = v_owner;
		end if;
		if outcome <> 'url_taken' then
			perform core.audit_write(core.new_id(), coalesce(v_token, w.account), 'article_create', a.id, s.id, '{}',
				json_build_object('key', p_key, 'title', p_title, 'url', p_url));
		end if;
	end if;
	if a.state = 'hidden' and coalesce(w.rank, 0) < 2 then
		outcome := case outcome when 'url_taken' then outcome else 'not_found' end;
		return;
	end if;
	version := a.version;
	body := core.article_json(a, s.key);
end $$;
