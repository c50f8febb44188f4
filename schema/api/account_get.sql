-- SPDX-License-Identifier: Apache-2.0
-- The viewer's account, with the changes under way.
-- Outcomes:
--   ok  core.own_account_json()
--   sign_in
create or replace function api_1.account_get(p_viewer bytea, p_name_wait int, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	outcome := case when w.account is null then 'sign_in' else 'ok' end;
	if outcome = 'ok' then
		body := core.own_account_json(w.account, p_name_wait);
	end if;
end $$;
