-- How many cases more an account may hold; p_max 0: no limit. Until the transaction's end nobody else takes
-- cases for it, so two requests at once do not each take the last. To be asked before any row is locked;
-- whoever takes this lock takes no other of its kind.
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
