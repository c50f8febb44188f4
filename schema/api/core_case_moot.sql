-- Closes an open case that has nothing left to decide. False: there was none open.
create or replace function core.case_moot(p_comment uuid) returns boolean
language plpgsql
as $$
#variable_conflict use_column
begin
	perform from core.case_file where comment_id = p_comment and state = 'open' for no key update;
	if not found then
		return false;
	end if;
	perform core.case_close(p_comment, 'moot', null);
	perform core.illegal_told(p_comment, 'withdrawn');
	return true;
end $$;
