-- SPDX-License-Identifier: Apache-2.0
-- Reverses a sanction's span: from now on its decisions are undone. Does nothing without a span or if it is reversed
-- already.
create or replace function core.span_restore(n core.sanction, p_by uuid, p_entry uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	update core.sanction_span set state = 'restoring', at_id = '00000000-0000-0000-0000-000000000000', kept = 0, restored_by = p_by
	where sanction_id = n.id and state in ('rejecting', 'rejected');
	if found then
		perform core.audit_write(p_entry, p_by, 'restore_span', n.id, n.site_id, jsonb_build_object('kind', n.kind), null);
	end if;
end $$;
