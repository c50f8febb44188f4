-- SPDX-License-Identifier: Apache-2.0
-- The account for an invitation: the one that has verified the address, else the one that was invited with it before, else a new
-- one of this name without a password. Null: the name is taken.
create or replace function core.invited_account(p_id uuid, p_name text, p_skeleton text, p_address text) returns uuid
language plpgsql
as $$
#variable_conflict use_column
declare
	v_account uuid;
begin
	perform core.names_lock(array[p_skeleton]);
	perform pg_advisory_xact_lock(hashtextextended(lower(p_address), 0));
	select a.id into v_account from core.account a where lower(a.email) = lower(p_address) and a.email_verified and a.state = 'active';
	if not found then
		select o.account_id into v_account from core.role_offer o join core.account a on a.id = o.account_id
		where o.address = p_address and core.account_invited(a) limit 1;
	end if;
	if v_account is null and not core.name_taken(p_id, p_skeleton) then
		insert into core.account (id, username, skeleton, email, password_hash) values (p_id, p_name, p_skeleton, p_address, core.no_password());
		v_account := p_id;
	end if;
	return v_account;
end $$;
