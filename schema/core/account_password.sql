-- SPDX-License-Identifier: Apache-2.0
-- For the operator: sets a new password hash and ends all sessions of the account. Returns ok or not_found.
create or replace function core.account_password(p_skeleton text, p_hash text) returns text
language plpgsql
as $$
#variable_conflict use_column
declare
	v_account uuid;
begin
	update core.account set password_hash = p_hash, rehashed_from = null where skeleton = p_skeleton
	returning id into v_account;
	if not found then
		return 'not_found';
	end if;
	perform core.password_changed(v_account, null, null);
	return 'ok';
end $$;
