-- SPDX-License-Identifier: Apache-2.0
-- The result of a report as mails tell of it, like core.notification_item(): the result itself is among the notices.
create or replace function core.report_item(n core.notice) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return json_build_object('kind', 'report', 'from', (select coalesce(nullif(s.title, ''), s.key) from core.site s where s.id = n.site_id),
		'article', (select a.title from core.article a where a.id = n.article_id), 'path', '/account/notices');
end $$;
