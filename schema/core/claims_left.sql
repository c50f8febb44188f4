-- SPDX-License-Identifier: Apache-2.0
-- How many more cases an account may claim; p_max 0: no limit. Until the transaction ends no other transaction claims
-- for the account, so two requests cannot both take the last one. Call it before any row is locked, and once in a
-- transaction.
create or replace function core.claims_left(p_account uuid, p_max int) returns int
language plpgsql
as $$
#variable_conflict use_column
begin
	perform pg_advisory_xact_lock(hashtext('claims'), hashtext(p_account::text));
	if p_max = 0 then
		return 2147483647;
	end if;
	return p_max - (select count(*)::int from (select from core.case_file f
		where f.claimed_by = p_account and f.state = 'open' and f.claimed_until > core.now() limit p_max) x);
end $$;
