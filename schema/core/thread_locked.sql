-- SPDX-License-Identifier: Apache-2.0
-- Whether this comment or one of its ancestors is locked. It costs one lookup for each level.
create or replace function core.thread_locked(p_article uuid, p_marks jsonb, p_comment uuid) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_id uuid := p_comment;
begin
	while v_id <> p_article loop
		if p_marks -> 'locked' ? v_id::text then
			return true;
		end if;
		select c.parent_id into strict v_id from core.comment c where c.article_id = p_article and c.id = v_id;
	end loop;
	return false;
end $$;
