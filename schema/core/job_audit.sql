-- An audit entry of a job, of its site where it has exactly one; its filter, which may name or quote somebody, is
-- private.
create or replace function core.job_audit(j core.job, p_entry uuid, p_actor uuid, p_action text, p_why jsonb) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	perform core.audit_write(p_entry, p_actor, p_action, j.id, case when cardinality(j.sites) = 1 then j.sites[1] end,
		jsonb_build_object('action', j.action, 'reason', j.reason, 'matched', j.matched, 'decided', j.decided) || p_why,
		json_build_object('filter', j.filter));
end $$;
