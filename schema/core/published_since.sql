-- SPDX-License-Identifier: Apache-2.0
-- Whether the comment was published again after p_at: by a decision or appeal that stands, or because a hold by
-- reports ended.
create or replace function core.published_since(p_comment uuid, p_at timestamptz) returns boolean
language sql stable
as $$
	select exists (select from core.decision d where d.comment_id = p_comment and d.at > p_at and d.undone_at is null
			and d.action <> 'escalate' and d.state_after = 'published')
		or exists (select from core.audit a where a.object_id = p_comment and a.action = 'hold_ended' and a.at > p_at)
$$;
