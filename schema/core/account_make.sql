-- SPDX-License-Identifier: Apache-2.0
-- For the operator: creates an account with a role on all sites. Returns ok, username_taken or email_taken.
create or replace function core.account_make(p_id uuid, p_name text, p_skeleton text, p_email text, p_hash text, p_role text) returns text
language plpgsql
as $$
#variable_conflict use_column
begin
	perform core.names_lock(array[p_skeleton]);
	if core.name_taken(p_id, p_skeleton) then
		return 'username_taken';
	end if;
	insert into core.account (id, username, skeleton, email, email_verified, password_hash)
	values (p_id, p_name, p_skeleton, p_email, p_email is not null, p_hash)
	on conflict do nothing;
	if not found then
		return case when exists (select from core.account where skeleton = p_skeleton) then 'username_taken' else 'email_taken' end;
	end if;
	perform core.role_put(p_id, p_role, null, null, core.new_id());
	return 'ok';
end $$;
