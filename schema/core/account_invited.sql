-- SPDX-License-Identifier: Apache-2.0
-- Whether the account was made for an invitation that nobody took yet: it has no password, no verified address and no
-- identity at a publisher, so nobody can have signed in.
create or replace function core.account_invited(a core.account) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return a.password_hash = core.no_password() and not a.email_verified
		and not exists (select from core.identity i where i.account_id = a.id);
end $$;
