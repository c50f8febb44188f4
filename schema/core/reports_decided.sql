-- SPDX-License-Identifier: Apache-2.0
-- Stores the result of reports: of this revision, and of earlier revisions if they were undecided.
create or replace function core.reports_decided(c core.comment, p_decision uuid, p_upheld boolean) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_since timestamptz := core.last_decided_at(c.id, p_decision);
begin
	update core.report x set upheld = p_upheld
	where x.article_id = c.article_id and x.comment_id = c.id and (x.revision = c.revision or x.at > v_since)
		and x.upheld is distinct from p_upheld;
end $$;
