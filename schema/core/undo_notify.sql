-- SPDX-License-Identifier: Apache-2.0
-- Updates reports and notices after an undo. Reports that the decision was the first to decide are undecided again;
-- their readers are notified at the next decision. Notices of illegal content wait if the case is open; otherwise the
-- earlier outcome holds and is notified.
create or replace function core.undo_notify(c core.comment, d core.decision, p_case jsonb) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	perform core.reports_reset(c, d.id);
	perform core.illegal_decided(c.id, case when d.state_before = 'withdrawn' then 'withdrawn' when p_case ->> 'state' = 'open' then null when d.state_before = 'rejected' then 'removed' else 'kept' end);
end $$;
