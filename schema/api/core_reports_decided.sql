-- What became of the reports, upheld or not: of those about this revision, and of those about an earlier
-- one that nobody had decided on. p_back: the decision is taken back, so what came before it has
-- p_upheld as it had, and what it decided first is undecided again.
create or replace function core.reports_decided(c core.comment, p_decision uuid, p_upheld boolean, p_back boolean) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_since timestamptz := core.decided_before(c.id, p_decision);
begin
	update core.report x set upheld = case when not p_back or x.at <= v_since then p_upheld end
	where x.article_id = c.article_id and x.comment_id = c.id and (x.revision = c.revision or x.at > v_since)
		and x.upheld is distinct from case when not p_back or x.at <= v_since then p_upheld end;
end $$;
