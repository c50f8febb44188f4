-- SPDX-License-Identifier: Apache-2.0
-- Restores a case to the state in p_before, as a new version without a claim. A hold by reports ends at its former
-- time; if that has passed, the next sweep publishes the comment.
create or replace function core.case_restore(f core.case_file, p_before jsonb) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	b core.case_file;
begin
	b := jsonb_populate_record(f, p_before);
	update core.case_file x set
		state = b.state, closed_as = b.closed_as, version = f.version + 1, weight = b.weight, priority = b.priority, terms = b.terms,
		held = b.held, reported = b.reported, suspect = b.suspect, escalated = b.escalated, appealed = b.appealed, illegal = b.illegal,
		approved_revision = b.approved_revision, opened_at = b.opened_at, decided_at = b.decided_at, claimed_by = null, claimed_until = null,
		hold_ends = b.hold_ends, hold_used_revision = b.hold_used_revision, proposal = null,
		alike = case when b.state = 'open' then (select core.case_alike(c, f.site_id) from core.comment c
			where c.article_id = f.article_id and c.id = f.comment_id) end
	where x.comment_id = f.comment_id;
end $$;
