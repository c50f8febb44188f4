-- The state that a decision gives this comment. A withdrawn comment is rejected, for its author's record, or stays
-- withdrawn; it is never published again.
create or replace function core.decided_state(c core.comment, f core.case_file, p_action text) returns text
language sql immutable
as $$
	select case when p_action = 'reject' then 'rejected' when p_action = 'escalate' then c.state
		when f.withdrawn_at is not null then 'withdrawn' else 'published' end
$$;
