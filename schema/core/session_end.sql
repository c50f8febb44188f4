-- Ends a session of an account's, and remembers for a day that this write did, by its key and the digest of the token it
-- came with: that token may be worth nothing afterwards, and the write may come again. False: there is none.
create or replace function core.session_end(p_account uuid, p_session uuid, p_key uuid, p_token bytea) returns boolean
language plpgsql
as $$
#variable_conflict use_column
begin
	delete from core.session where id = p_session and account_id = p_account;
	if not found then
		return false;
	end if;
	perform core.idempotency_store(p_account, p_key, 'session_end', p_token, null, p_session, null);
	return true;
end $$;
