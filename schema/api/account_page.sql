-- SPDX-License-Identifier: Apache-2.0
-- The page of the viewer's account.
-- Outcomes:
--   ok  {own, sessions}: of account_get() and session_list()
--   sign_in
create or replace function api_1.account_page(p_viewer bytea, p_name_wait int, p_keyed boolean, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v record;
begin
	v := api_1.session_list(p_viewer, p_keyed);
	outcome := case v.outcome when 'ok' then 'ok' else 'sign_in' end;
	if outcome = 'ok' then
		body := json_build_object('sessions', v.body -> 'sessions', 'own', (api_1.account_get(p_viewer, p_name_wait)).body);
	end if;
end $$;
