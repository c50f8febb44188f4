-- SPDX-License-Identifier: Apache-2.0
-- For the operator: creates an article, or finds the one that has this key on the site. Returns its id.
-- Outcomes:
--   ok            created
--   again         the key existed, or belongs to an article that was merged into this one
--   url_taken     another article has this address; its id is returned
--   unknown_site  no such site
create or replace function core.article_make(p_id uuid, p_site text, p_key text, p_url text, p_title text, out outcome text, out id uuid)
language plpgsql
as $$
#variable_conflict use_column
declare
	s core.site := core.default_site(p_site);
begin
	if s.id is null then
		outcome := 'unknown_site';
		return;
	end if;
	select a.id into id from core.article a where a.site_id = s.id and a.key = p_key
	union select m.article_id from core.article_moved m where m.site_id = s.id and m.key = p_key;
	if found then
		outcome := 'again';
		return;
	end if;
	select u.article_id into id from core.article_url u where u.site_id = s.id and u.url = core.url_key(p_url, s.settings);
	if found then
		outcome := 'url_taken';
		return;
	end if;
	outcome := 'ok';
	id := p_id;
	insert into core.article (id, site_id, key, url, title) values (p_id, s.id, p_key, p_url, p_title);
	perform core.article_url_add(s.id, p_url, p_id);
	insert into core.journal (article_id, version, change) values (p_id, 1, 'state');
	perform core.audit_write(core.new_id(), null, 'article_create', p_id, s.id, '{}',
		json_build_object('key', p_key, 'title', p_title, 'url', p_url));
end $$;
