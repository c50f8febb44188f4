-- Does a decision, or with p_undo its undoing, mail its author besides the notice? Made by hand it does; of
-- a job's the author's first does; of a sanction's none, as the sanction has a mail of its own.
create or replace function core.decision_sends_mail(d core.decision, p_undo boolean) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return d.sanction_id is null and (d.job_id is null or not exists (select from core.decision o
		where o.job_id = d.job_id and o.author_id = d.author_id and o.id <> d.id and (not p_undo or o.undone_at is not null)));
end $$;
