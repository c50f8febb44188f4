-- SPDX-License-Identifier: Apache-2.0
-- Resets reports after an undo: those that the decision was the first to decide are undecided again. Earlier ones get
-- the result of the last decision that stands.
create or replace function core.reports_reset(c core.comment, p_decision uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_since timestamptz := core.last_decided_at(c.id, p_decision);
	v_upheld boolean;
begin
	select d.state_after = 'rejected' into v_upheld from core.decision d
	where d.comment_id = c.id and d.at = v_since and d.id <> p_decision and d.action <> 'escalate' and d.undone_at is null;
	update core.report x set upheld = case when x.at <= v_since then v_upheld end
	where x.article_id = c.article_id and x.comment_id = c.id and (x.revision = c.revision or x.at > v_since)
		and x.upheld is distinct from case when x.at <= v_since then v_upheld end;
end $$;
