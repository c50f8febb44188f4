-- SPDX-License-Identifier: Apache-2.0
-- Undoes the next decisions of a span, at most p_max, with one audit entry that lists them. Returns {article: version}
-- of changed articles.
create or replace function core.span_undo(s core.sanction_span, p_max int) returns jsonb
language plpgsql
as $$
#variable_conflict use_column
declare
	v_entry uuid := core.new_id();
	t record;
begin
	t := core.span_give(s, p_max, v_entry, null);
	if t.given <> array[]::uuid[] then
		perform core.audit_write(v_entry, s.restored_by, 'undo_span', s.sanction_id, s.site_id,
			jsonb_build_object('comments', to_jsonb(t.given)), null);
	end if;
	return t.articles;
end $$;
