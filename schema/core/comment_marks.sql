-- SPDX-License-Identifier: Apache-2.0
-- The marks of one comment among its article's marks, as a list of featured, locked and pinned.
create or replace function core.comment_marks(p_marks jsonb, p_comment uuid) returns json
language plpgsql immutable
as $$
begin
	if p_marks = '{}' then
		return '[]'::json;
	end if;
	return (select coalesce(json_agg(m.key order by m.key), '[]') from jsonb_each(p_marks) m where m.value ? p_comment::text);
end $$;
