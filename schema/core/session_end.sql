-- SPDX-License-Identifier: Apache-2.0
-- Ends a session of an account. For a day the write is known by its key and the digest of its token, because the
-- token may be invalid when the write is repeated. Returns false if there is no such session.
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
