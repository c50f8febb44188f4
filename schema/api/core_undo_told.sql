-- After a decision was taken back: what became of the reports and notices that it had decided. Where the
-- case is open they wait for the next decision; where it is closed as before, what was decided before holds.
create or replace function core.undo_told(c core.comment, d core.decision, p_case jsonb) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_upheld boolean := case p_case ->> 'closed_as' when 'rejected' then true when 'approved' then false end;
begin
	perform core.reports_decided(c, d.id, v_upheld, true);
	if p_case ->> 'state' = 'open' then
		perform core.illegal_told(c.id, null);
	else
		perform core.reporters_told(c, d.site_id, d.id, jsonb_build_object('upheld', d.state_before = 'rejected'), false);
		perform core.illegal_told(c.id, case d.state_before when 'rejected' then 'removed' else 'kept' end);
	end if;
end $$;
