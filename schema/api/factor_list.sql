-- SPDX-License-Identifier: Apache-2.0
-- The viewer's second factors. p_host: with the passkeys too, see core.passkeys_json(); null: without.
-- Outcomes:
--   ok  core.factors_json() and passkeys
--   sign_in
create or replace function api_1.factor_list(p_viewer bytea, p_host text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	outcome := case when w.account is null then 'sign_in' else 'ok' end;
	if outcome = 'ok' then
		body := (core.factors_json(w) || case when p_host is null then jsonb_build_object()
			else jsonb_build_object('passkeys', core.passkeys_json(w.account, p_host)) end)::json;
	end if;
end $$;
