-- SPDX-License-Identifier: Apache-2.0
-- The active account of a folded login: of the name's skeleton or, with an @, of the verified address. Null without one.
create or replace function core.login_account(p_login text) returns core.account
language plpgsql stable
as $$
#variable_conflict use_column
declare
	a core.account;
begin
	if position('@' in p_login) > 0 then
		select * into a from core.account x where lower(x.email) = lower(p_login) and x.email_verified and x.state = 'active';
	else
		select * into a from core.account x where x.skeleton = p_login and x.state = 'active';
	end if;
	return a;
end $$;
