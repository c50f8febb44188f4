-- SPDX-License-Identifier: Apache-2.0
-- Records one visible change: raises the article's version, adds p_count to its comment count, writes the journal,
-- and queues the notifications about a comment that is shown, edited or removed. The calling function holds the article's row lock. Returns the new version.
create or replace function core.article_bump(p_article uuid, p_count int, p_what text, p_comment uuid) returns bigint
language plpgsql
as $$
#variable_conflict use_column
declare
	v_version bigint;
begin
	update core.article set version = version + 1, comment_count = comment_count + p_count
	where id = p_article
	returning version into v_version;
	insert into core.journal (article_id, version, change, comment_id) values (p_article, v_version, p_what, p_comment);
	if p_what in ('comment', 'edit', 'remove') then
		insert into core.notification_task (article_id, comment_id, what) values (p_article, p_comment, p_what);
	end if;
	return v_version;
end $$;
