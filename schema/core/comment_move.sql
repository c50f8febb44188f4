-- SPDX-License-Identifier: Apache-2.0
-- Moves a comment to another state: visibility of its ancestors, counts, marks, and version and journal if readers
-- see a difference. The calling function holds the article's row lock. Returns the article's new version; null if
-- readers see no difference.
create or replace function core.comment_move(c core.comment, p_state text) returns bigint
language plpgsql
as $$
#variable_conflict use_column
declare
	v_visible boolean := p_state = 'published' or c.reply_count > 0;
	v_seen_before text := case when not c.visible then '' when c.state in ('published', 'withdrawn') then c.state else 'removed' end;
	v_seen_after text := case when not v_visible then '' when p_state in ('published', 'withdrawn') then p_state else 'removed' end;
begin
	if c.state = p_state then
		return null;
	end if;
	update core.comment set state = p_state, visible = v_visible, state_changed_at = core.now()
	where article_id = c.article_id and id = c.id;
	if c.visible <> v_visible then
		perform core.propagate_visibility(c.article_id, c.parent_id, case when v_visible then 1 else -1 end);
	end if;
	if v_seen_before = v_seen_after then
		return null;
	end if;
	if c.state = 'published' then
		perform core.marks_drop(c.article_id, c.id, v_visible);
	end if;
	return core.article_bump(c.article_id,
		(p_state = 'published')::int - (c.state = 'published')::int,
		case when p_state = 'published' then 'comment' else 'remove' end, c.id);
end $$;
