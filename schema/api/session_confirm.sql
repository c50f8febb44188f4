-- SPDX-License-Identifier: Apache-2.0
-- What the page /account/confirm shows: whether the viewer's proof is fresh, and how it can be given again.
-- Outcomes:
--   ok  {fresh, methods, account}
--   sign_in
create or replace function api_1.session_confirm(p_viewer bytea, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	outcome := case when w.account is null then 'sign_in' else 'ok' end;
	if outcome = 'ok' then
		body := json_build_object('account', core.account_json(w.account, w.unproven), 'fresh', core.fresh(w), 'methods', core.confirm_methods(w.account));
	end if;
end $$;
