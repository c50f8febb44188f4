-- SPDX-License-Identifier: Apache-2.0
-- The pinned comments of an article in the order of pinning, as rows of thread_page(). Replies are counted, not
-- listed.
-- Outcomes:
--   pinned  a pinned comment
create or replace function core.pinned(p_article uuid, p_marks jsonb) returns setof core.thread_row
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	select 'pinned', null::bigint, p_marks ? 'locked' and core.thread_locked(p_article, p_marks, c.id), (c.shown).*
	from jsonb_array_elements_text(p_marks -> 'pinned') with ordinality i (id, n)
	join core.public_comment c on c.article_id = p_article and c.id = i.id::uuid and c.state = 'published'
	order by i.n;
end $$;
