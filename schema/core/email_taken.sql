-- SPDX-License-Identifier: Apache-2.0
-- Whether another account has verified this address. Until the transaction ends no other one can verify it.
create or replace function core.email_taken(p_account uuid, p_address text) returns boolean
language plpgsql
as $$
#variable_conflict use_column
begin
	perform pg_advisory_xact_lock(hashtextextended(lower(p_address), 0));
	return exists (select from core.account a where lower(a.email) = lower(p_address) and a.email_verified and a.id <> p_account);
end $$;
