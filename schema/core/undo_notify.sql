-- After a decision was taken back: what became of the reports and notices that it had decided. Reports that it
-- decided first are undecided, though the case be closed as before, so their readers hear nothing until
-- somebody decides; the others' readers had their answer before and it holds. Notices of illegal content wait
-- where the case is open; where it is closed, what was decided before holds and is told.
create or replace function core.undo_notify(c core.comment, d core.decision, p_case jsonb) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	perform core.reports_reset(c, d.id);
	perform core.illegal_decided(c.id, case when d.state_before = 'withdrawn' then 'withdrawn' when p_case ->> 'state' = 'open' then null when d.state_before = 'rejected' then 'removed' else 'kept' end);
end $$;
