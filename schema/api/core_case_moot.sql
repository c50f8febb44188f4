-- The comment is withdrawn: its open case, if there is one, has nothing left to decide, which those who
-- waited for it are told. False: there was none open.
create or replace function core.case_moot(c core.comment) returns boolean
language plpgsql
as $$
#variable_conflict use_column
declare
	v_site uuid;
begin
	select f.site_id into v_site from core.case_file f where f.comment_id = c.id and f.state = 'open' for no key update;
	if not found then
		return false;
	end if;
	perform core.case_close(c.id, 'moot', null);
	perform core.reporters_told(c, v_site, null, '{"outcome":"withdrawn"}', false);
	perform core.illegal_told(c.id, 'withdrawn');
	return true;
end $$;
