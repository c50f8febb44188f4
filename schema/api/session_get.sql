-- The session that asks; a banned reader's too. Outcomes: ok {account, expires_at} · sign_in
create or replace function api_1.session_get(p_viewer bytea, out outcome text, out version bigint, out body json)
language plpgsql stable security definer
as $$
#variable_conflict use_column
declare
	w core.who := core.viewer(p_viewer, null);
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	outcome := 'ok';
	body := json_build_object('account', core.account_json(w.account), 'expires_at', core.rfc3339(w.expires_at));
end $$;
