-- SPDX-License-Identifier: Apache-2.0
-- Whether a notification still exists and its comment is still shown.
create or replace function core.notification_shown(p_notification uuid) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return exists (select from core.notification n
		join core.comment c on c.article_id = n.article_id and c.id = n.comment_id and c.state = 'published'
		join core.article a on a.id = n.article_id and a.state <> 'hidden'
		where n.id = p_notification);
end $$;
