-- A moderator changes an article; null leaves a field as it is, the old address stays as an alias. Outcomes:
--   ok         {article}
--   url_taken  {article} that has this address already
--   not_found · sign_in · forbidden · sanctioned
create or replace function api_1.article_patch(p_viewer bytea, p_article uuid, p_state text, p_title text, p_url text,
	out outcome text, out version bigint, out body json)
language plpgsql security definer
as $$
#variable_conflict use_column
declare
	a core.article;
	o core.article;
	w core.who;
	v_site text;
begin
	select * into a from core.article where id = p_article for no key update;
	select key into v_site from core.site where id = a.site_id;
	w := core.viewer(p_viewer, a.site_id);
	outcome := case when w.account is null then 'sign_in' when a.id is null then 'not_found'
		when w.banned then 'sanctioned' when w.rank < 3 then 'forbidden' end;
	if outcome = 'sanctioned' then
		body := core.sanctioned('ban', w.ban_until);
	end if;
	if outcome is not null then
		return;
	end if;

	if p_url <> a.url then
		insert into core.article_url (site_id, url, article_id) values (a.site_id, p_url, a.id)
		on conflict do nothing;
		select x.* into o from core.article_url u join core.article x on x.id = u.article_id
		where u.site_id = a.site_id and u.url = p_url;
		if o.id <> a.id then
			outcome := 'url_taken';
			body := core.article_json(o, v_site);
			return;
		end if;
	end if;
	version := a.version;
	if (coalesce(p_state, a.state), coalesce(p_title, a.title), coalesce(p_url, a.url)) <> (a.state, a.title, a.url) then
		update core.article
		set state = coalesce(p_state, a.state), title = coalesce(p_title, a.title), url = coalesce(p_url, a.url)
		where id = a.id;
		version := core.article_bump(a.id, 0, 'state', null);
		perform core.audit_write(core.new_id(), w.account, 'article', a.id, a.site_id,
			jsonb_build_object('from', a.state, 'to', coalesce(p_state, a.state)), null);
		select * into a from core.article where id = p_article;
	end if;
	outcome := 'ok';
	body := core.article_json(a, v_site);
end $$;
