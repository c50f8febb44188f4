-- SPDX-License-Identifier: Apache-2.0
-- When a comment was last decided on, p_decision excepted; undone decisions and escalations do not count. Reports
-- after this time are undecided. Returns -infinity if it was never decided on.
create or replace function core.last_decided_at(p_comment uuid, p_decision uuid) returns timestamptz
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return coalesce((select max(d.at) from core.decision d where d.comment_id = p_comment and d.id is distinct from p_decision
		and d.action <> 'escalate' and d.undone_at is null), '-infinity');
end $$;
