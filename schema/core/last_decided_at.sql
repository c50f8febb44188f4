-- When a comment was last decided on, but for this decision; what is undone or an escalation decided nothing.
-- Reports that came later are undecided. Never: -infinity.
create or replace function core.last_decided_at(p_comment uuid, p_decision uuid) returns timestamptz
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return coalesce((select max(d.at) from core.decision d where d.comment_id = p_comment and d.id is distinct from p_decision
		and d.action <> 'escalate' and d.undone_at is null), '-infinity');
end $$;
