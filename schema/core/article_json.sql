-- SPDX-License-Identifier: Apache-2.0
-- The article as the API returns it. Slow mode, closing times and marks are left out when they are not set.
create or replace function core.article_json(a core.article, p_site text) returns json
language sql stable
as $$
	select case when a.slow = 0 and a.closes_at is null and a.closes_after is null and a.marks = '{}' then
		json_build_object('id', a.id, 'site', p_site, 'key', a.key, 'url', a.url, 'title', a.title,
			'state', a.state, 'comment_count', a.comment_count, 'version', a.version)
	else json_strip_nulls(json_build_object('id', a.id, 'site', p_site, 'key', a.key, 'url', a.url, 'title', a.title,
		'state', a.state, 'comment_count', a.comment_count, 'version', a.version, 'slow_mode', nullif(a.slow, 0),
		'closes_at', core.rfc3339(a.closes_at), 'closes_after', a.closes_after, 'marks', nullif(a.marks, '{}'))) end
$$;
