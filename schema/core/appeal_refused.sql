-- SPDX-License-Identifier: Apache-2.0
-- Why a restriction cannot be appealed now: appeal_window (too long ago) or nothing_to_appeal (it restricts nothing any
-- more); null: it can. It is the sanction, else the decision, else what a rule did, of which t is the notice; c is its comment.
create or replace function core.appeal_refused(n core.sanction, d core.decision, t core.notice, c core.comment) returns text
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_since timestamptz := coalesce(n.made_at, d.at, t.created_at);
	v_live boolean := case when n.id is not null then n.lifted_at is null
		when d.id is not null then c.state = 'rejected' and d.undone_at is null
		else c.state = t.kind and c.revision = (t.body ->> 'revision')::int
			and not exists (select from core.decision o where o.comment_id = c.id and o.action <> 'escalate' and o.undone_at is null and o.at > t.created_at) end;
begin
	return case when v_since + core.appeal_window() <= core.now() then 'appeal_window' when not v_live then 'nothing_to_appeal' end;
end $$;
