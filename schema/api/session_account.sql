-- SPDX-License-Identifier: Apache-2.0
-- The account of a session, or the id of a site token, for limits by account.
-- Outcomes:
--   ok  account
--   sign_in
create or replace function api_1.session_account(p_viewer bytea, out outcome text, out account uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	account := (core.viewer(p_viewer, null)).account;
	if account is null then
		select t.id into account from core.site_token t where t.token = substring(p_viewer from 1 for 32) and t.revoked_at is null;
	end if;
	outcome := case when account is null then 'sign_in' else 'ok' end;
end $$;
