-- SPDX-License-Identifier: Apache-2.0
-- Adds p_delta (1 or -1) to the visible replies of p_parent. If that makes a tombstone visible or invisible, it goes
-- on with the next ancestor.
create or replace function core.propagate_visibility(p_article uuid, p_parent uuid, p_delta int) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_id uuid := p_parent;
	v_next uuid;
	v_state text;
	v_count int;
begin
	while v_id <> p_article loop
		update core.comment
		set reply_count = reply_count + p_delta, visible = (state = 'published' or reply_count + p_delta > 0)
		where article_id = p_article and id = v_id
		returning parent_id, state, reply_count into v_next, v_state, v_count;
		-- only a tombstone appears with its first visible reply and disappears with its last
		exit when v_state = 'published' or (p_delta = 1 and v_count > 1) or (p_delta = -1 and v_count > 0);
		if p_delta = -1 then
			perform core.marks_drop(p_article, v_id, false);
		end if;
		v_id := v_next;
	end loop;
end $$;
