-- SPDX-License-Identifier: Apache-2.0
-- The viewer's passkeys, oldest first.
-- Outcomes:
--   ok  {passkeys}
--   sign_in
create or replace function api_1.passkey_list(p_viewer bytea, p_host text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	outcome := case when w.account is null then 'sign_in' else 'ok' end;
	if outcome = 'ok' then
		body := json_build_object('passkeys', core.passkeys_json(w.account, p_host));
	end if;
end $$;
