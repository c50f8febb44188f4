-- SPDX-License-Identifier: Apache-2.0
-- Writes an audit entry about a job, for its site if it has exactly one. The filter may name or quote a person, so it
-- is in the private part.
create or replace function core.job_audit(j core.job, p_entry uuid, p_actor uuid, p_action text, p_why jsonb) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	perform core.audit_write(p_entry, p_actor, p_action, j.id, case when cardinality(j.sites) = 1 then j.sites[1] end,
		jsonb_build_object('action', j.action, 'reason', j.reason, 'matched', j.matched, 'decided', j.decided) || p_why,
		json_build_object('filter', j.filter));
end $$;
