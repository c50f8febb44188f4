-- SPDX-License-Identifier: Apache-2.0
-- Removes marks of a comment that is no longer published: pinned and featured, and locked unless a tombstone stays
-- visible (p_shown). The calling function holds the article's row lock and raises its version.
create or replace function core.marks_drop(p_article uuid, p_comment uuid, p_shown boolean) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	update core.article a set marks = (select coalesce(jsonb_object_agg(x.key, x.list), '{}') from (
		select m.key, case when m.key = 'locked' and p_shown then m.value else m.value - p_comment::text end as list
		from jsonb_each(a.marks) m) x where x.list <> '[]')
	where a.id = p_article and exists (select from jsonb_each(a.marks) m where m.value ? p_comment::text);
end $$;
