-- SPDX-License-Identifier: Apache-2.0
-- Progress of a sanction's span of comments; null if it has none.
create or replace function core.span_json(p_sanction uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_span json;
begin
	select json_build_object('state', s.state, 'since', core.rfc3339(s.since), 'rejected', s.rejected,
		'restored', s.restored, 'kept', s.kept)
	into v_span
	from core.sanction_span s where s.sanction_id = p_sanction;
	return v_span;
end $$;
