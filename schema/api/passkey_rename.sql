-- SPDX-License-Identifier: Apache-2.0
-- Gives a passkey of the viewer another name.
-- Outcomes:
--   ok  core.passkey_json(); also for the same name again
--   not_found
--   sign_in
create or replace function api_1.passkey_rename(p_viewer bytea, p_passkey uuid, p_host text, p_name text,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	k core.passkey;
begin
	update core.passkey x set name = p_name where x.id = p_passkey and x.account_id = w.account returning x.* into k;
	outcome := case when w.account is null then 'sign_in' when k.id is null then 'not_found' else 'ok' end;
	if outcome = 'ok' then
		body := core.passkey_json(k, p_host);
	end if;
end $$;
