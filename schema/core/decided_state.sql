-- SPDX-License-Identifier: Apache-2.0
-- The state that an action gives this comment. A withdrawn comment can be rejected, for its author's record, and is
-- never published again.
create or replace function core.decided_state(c core.comment, f core.case_file, p_action text) returns text
language sql immutable
as $$
	select case when p_action = 'reject' then 'rejected' when p_action = 'escalate' then c.state
		when f.withdrawn_at is not null then 'withdrawn' else 'published' end
$$;
