-- For the operator: an article, or the one that has this key on the site. Returns its id.
create or replace function core.article_make(p_id uuid, p_site text, p_key text, p_url text, p_title text) returns uuid
language plpgsql
as $$
#variable_conflict use_column
declare
	v_site uuid;
	v_id uuid;
begin
	select id into strict v_site from core.site where key = p_site;
	insert into core.article (id, site_id, key, url, title) values (p_id, v_site, p_key, p_url, p_title)
	on conflict (site_id, key) do update set key = excluded.key
	returning id into v_id;
	if v_id = p_id then
		insert into core.article_url (site_id, url, article_id) values (v_site, p_url, v_id) on conflict do nothing;
		insert into core.journal (article_id, version, what) values (v_id, 1, 'state') on conflict do nothing;
		perform core.audit_write(core.new_id(), null, 'article_create', v_id, v_site, '{}',
			json_build_object('key', p_key, 'title', p_title, 'url', p_url));
	end if;
	return v_id;
end $$;
