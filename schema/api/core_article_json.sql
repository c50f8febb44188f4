-- The article as the wire has it.
create or replace function core.article_json(a core.article, p_site text) returns json
language sql stable
as $$
	select json_build_object('id', a.id, 'site', p_site, 'key', a.key, 'url', a.url, 'title', a.title,
		'state', a.state, 'comment_count', a.comment_count, 'version', a.version)
$$;
