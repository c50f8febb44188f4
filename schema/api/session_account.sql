-- SPDX-License-Identifier: Apache-2.0
-- The account of a session, or the id of an API token, for limits by account.
-- Outcomes:
--   ok  account
--   sign_in, token_ended, token_expired
--   scope  never here, where every scope will do
create or replace function api_1.session_account(p_viewer bytea, out outcome text, out account uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	account := (core.viewer(p_viewer, null)).account;
	outcome := 'ok';
	if account is null then
		select g.outcome, g.token into outcome, account from core.api_token_find(p_viewer, null) g;
	end if;
end $$;
