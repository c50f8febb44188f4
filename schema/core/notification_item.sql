-- SPDX-License-Identifier: Apache-2.0
-- A notification as mails tell of it: {kind, from, article, path}. from is the author's name, of a featured comment the
-- site's. Null if the comment is shown no longer. No text of a reader is in it.
create or replace function core.notification_item(p_kind text, p_article uuid, p_comment uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (select json_build_object('kind', p_kind, 'from', case when p_kind = 'pick' then coalesce(nullif(s.title, ''), s.key) else c.author_name end,
			'article', a.title, 'path', format('/a/%s/c/%s', a.id, c.id))
		from core.comment c
		join core.article a on a.id = c.article_id and a.state <> 'hidden'
		join core.site s on s.id = a.site_id
		where c.article_id = p_article and c.id = p_comment and c.state = 'published');
end $$;
