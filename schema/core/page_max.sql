-- How large an answer may be, in bytes: comments.page_max, which each link of a worker sets as it connects.
create or replace function core.page_max() returns int
language plpgsql stable
as $$
begin
	return coalesce(nullif(current_setting('madang.page_max', true), ''), '1048576')::int;
end $$;
