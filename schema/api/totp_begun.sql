-- SPDX-License-Identifier: Apache-2.0
-- The secret of the authenticator app that the viewer sets up, for the worker, which compares the first code.
-- Outcomes:
--   ok         {id, username, totp, now}: as of factor_code()
--   not_found  none was begun within the last hour
--   sign_in
create or replace function api_1.totp_begun(p_viewer bytea, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	t core.totp;
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	select * into t from core.totp x where x.account_id = w.account and x.confirmed_at is null and x.made_at > core.now() - interval '1 hour';
	outcome := case when t.id is null then 'not_found' else 'ok' end;
	if outcome = 'ok' then
		body := json_build_object('id', t.id, 'username', w.name, 'totp', encode(t.secret, 'hex'),
			'now', floor(extract(epoch from core.now()))::bigint);
	end if;
end $$;
