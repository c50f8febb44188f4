-- SPDX-License-Identifier: Apache-2.0
-- How the person of an account can prove themselves again: with a second factor if there is one, so that a password that
-- somebody else learned proves nothing; else password, or provider for an account that signs in at a publisher.
create or replace function core.confirm_methods(p_account uuid) returns text[]
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (select case when core.factors(a.id) <> '{}' then core.factors(a.id)
		when a.password_hash = core.no_password() then array['provider'] else array['password'] end
	from core.account a where a.id = p_account);
end $$;
