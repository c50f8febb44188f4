-- SPDX-License-Identifier: Apache-2.0
-- The group of a comment's case. A text that shares a band of its signature with the text of an open case joins that
-- case's group, that of the oldest case first; of each band the newest 20 texts are compared. Otherwise the group is a
-- hash of the text without spaces and case, so that equal texts share it even if neither sees the other's case yet.
-- Null if the text is empty.
create or replace function core.case_alike(c core.comment, p_site uuid) returns bigint
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_text constant text := lower(translate(c.body, E' \t\r\n', ''));
begin
	return case when v_text <> '' then coalesce((select f.alike from core.signature m
		cross join lateral (select s.comment_id from core.signature s
			where s.site_id = p_site and s.band = m.band and s.comment_id <> c.id order by s.at desc limit 20) x
		join core.case_file f on f.comment_id = x.comment_id
		where m.article_id = c.article_id and m.comment_id = c.id and f.alike is not null and f.withdrawn_at is null
		order by f.opened_at, f.comment_id limit 1), hashtextextended(p_site || v_text, 0)) end;
end $$;
