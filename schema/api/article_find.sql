-- The article by its site's key for it, or by a present or former address, which is canonical. Without a site:
-- the default or only one. Outcomes: ok {article} · not_found (absent or hidden)
create or replace function api_1.article_find(p_site text, p_key text, p_url text,
	out outcome text, out version bigint, out body json)
language plpgsql stable security definer
as $$
#variable_conflict use_column
declare
	s core.site := core.default_site(p_site);
begin
	if p_key is not null then
		select 'ok', a.version, core.article_json(a, s.key) into outcome, version, body
		from core.article a
		where a.site_id = s.id and a.key = p_key and a.state <> 'hidden';
	else
		select 'ok', a.version, core.article_json(a, s.key) into outcome, version, body
		from core.article_url u join core.article a on a.id = u.article_id
		where u.site_id = s.id and u.url = core.url_key(p_url) and a.state <> 'hidden';
	end if;
	if not found then
		outcome := 'not_found';
	end if;
end $$;
