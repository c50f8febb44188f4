-- SPDX-License-Identifier: Apache-2.0
-- Closes the comment's case with result p_as. Returns the case's new version.
create or replace function core.case_close(p_comment uuid, p_as text, p_revision int) returns int
language plpgsql
as $$
#variable_conflict use_column
declare
	v_version int;
begin
	update core.case_file set
		state = 'closed', closed_as = p_as, version = version + 1,
		approved_revision = case p_as when 'approved' then p_revision end,
		held = false, reported = false, suspect = false, escalated = false, appealed = false, illegal = false,
		claimed_by = null, claimed_until = null, hold_ends = null, proposal = null, alike = null, decided_at = core.now()
	where comment_id = p_comment
	returning version into v_version;
	return v_version;
end $$;
