-- Ends one of the asker's own sessions. Outcomes: ok · not_found (or another's) · sign_in
create or replace function api_1.session_revoke(p_viewer bytea, p_session uuid, out outcome text, out version bigint, out body json)
language plpgsql security definer
as $$
#variable_conflict use_column
declare
	w core.who := core.viewer(p_viewer, null);
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	delete from core.session where id = p_session and account_id = w.account;
	outcome := case when found then 'ok' else 'not_found' end;
end $$;
