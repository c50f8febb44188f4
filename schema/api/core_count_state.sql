-- How many comments of an author are in a state, up to 100.
create or replace function core.count_state(p_author uuid, p_state text) returns bigint
language sql stable
as $$
	select count(*) from (select from core.comment c where c.author_id = p_author and c.state = p_state limit 100) x
$$;
