-- Ends the session that asks. Outcomes: ok · sign_in
create or replace function api_1.session_close(p_viewer bytea, out outcome text, out version bigint, out body json)
language plpgsql security definer
as $$
#variable_conflict use_column
begin
	delete from core.session where token = substring(p_viewer from 1 for 32);
	outcome := case when found then 'ok' else 'sign_in' end;
end $$;
