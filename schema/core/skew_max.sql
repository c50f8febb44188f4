-- How far the clocks of a worker and of the database may differ, in ms: database.skew_max, which each link sets as it connects.
create or replace function core.skew_max() returns int
language plpgsql stable
as $$
begin
	return coalesce(nullif(current_setting('madang.skew_max', true), ''), '5000')::int;
end $$;
