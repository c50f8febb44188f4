-- SPDX-License-Identifier: Apache-2.0
-- Whether a decision, or with p_undo its undo, sends its author a mail besides the notice. A decision by hand does.
-- Of a job's decisions an author's first does. A sanction's decisions do not, because the sanction has a mail.
create or replace function core.decision_sends_mail(d core.decision, p_undo boolean) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return d.sanction_id is null and (d.job_id is null or not exists (select from core.decision o
		where o.job_id = d.job_id and o.author_id = d.author_id and o.id <> d.id and (not p_undo or o.undone_at is not null)));
end $$;
