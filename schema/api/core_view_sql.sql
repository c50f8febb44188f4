-- The condition of one of the desk's views, for the case indexes; null: no such view.
create or replace function core.view_sql(p_view text) returns text
language sql immutable
as $$
	select case when p_view = 'all' then '' when p_view in ('held', 'reported', 'suspect', 'escalated', 'appealed', 'illegal')
		then 'and f.' || p_view end
$$;
