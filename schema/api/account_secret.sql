-- SPDX-License-Identifier: Apache-2.0
-- The account and hash for verifying a password: by the name's skeleton or, with an @, by the verified address.
-- Outcomes:
--   ok         account, hash
--   not_found  the worker verifies a dummy hash, so that both take the same time
create or replace function api_1.account_secret(p_login text, out outcome text, out account uuid, out hash text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	a core.account := core.login_account(p_login);
begin
	account := a.id;
	hash := a.password_hash;
	outcome := case when a.id is null then 'not_found' else 'ok' end;
end $$;
