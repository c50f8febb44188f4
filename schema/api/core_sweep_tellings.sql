-- Tells p_most more of those readers who could not be told at once what came of their reports, the oldest decision first.
create or replace function core.sweep_tellings(p_most int) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	t core.telling;
begin
	select * into t from core.telling x order by x.id limit 1 for update skip locked;
	if not found then
		return;
	end if;
	t := core.telling_step(t, p_most);
	if t.after_reporter is null then
		delete from core.telling where id = t.id;
	else
		update core.telling set after_revision = t.after_revision, after_reporter = t.after_reporter where id = t.id;
	end if;
end $$;
