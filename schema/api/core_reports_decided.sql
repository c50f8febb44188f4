-- What became of the reports of a revision: true upheld, false not, null undecided again.
create or replace function core.reports_decided(c core.comment, p_upheld boolean) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	update core.report x set upheld = p_upheld
	where x.article_id = c.article_id and x.comment_id = c.id and x.revision = c.revision and x.upheld is distinct from p_upheld;
end $$;
