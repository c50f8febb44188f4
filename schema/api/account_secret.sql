-- SPDX-License-Identifier: Apache-2.0
-- The account and hash for verifying a password: by the name's skeleton or, with an @, by the verified address.
-- Outcomes:
--   ok         account, hash
--   not_found  the worker verifies a dummy hash, so that both take the same time
create or replace function api_1.account_secret(p_login text, out outcome text, out account uuid, out hash text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	if position('@' in p_login) > 0 then
		select 'ok', a.id, a.password_hash into outcome, account, hash
		from core.account a where lower(a.email) = lower(p_login) and a.email_verified and a.state = 'active';
	else
		select 'ok', a.id, a.password_hash into outcome, account, hash
		from core.account a where a.skeleton = p_login and a.state = 'active';
	end if;
	if not found then
		outcome := 'not_found';
	end if;
end $$;
