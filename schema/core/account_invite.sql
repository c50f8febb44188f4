-- SPDX-License-Identifier: Apache-2.0
-- For the operator: creates an account without a password, and sends a mail whose link sets one, verifies the address and
-- accepts the role on all sites. For an account that is invited already (the same name) it sends the mail again.
-- Returns ok, username_taken or email_taken.
create or replace function core.account_invite(p_id uuid, p_name text, p_skeleton text, p_email text, p_role text) returns text
language plpgsql
as $$
#variable_conflict use_column
declare
	a core.account;
begin
	perform core.names_lock(array[p_skeleton]);
	select * into a from core.account x where x.skeleton = p_skeleton;
	if core.email_taken(coalesce(a.id, p_id), p_email) then
		return 'email_taken';
	elsif a.id is not null and core.account_invited(a) then
		update core.account x set email = p_email where x.id = a.id;
	elsif core.name_taken(p_id, p_skeleton) then
		return 'username_taken';
	else
		a.id := p_id;
		insert into core.account (id, username, skeleton, email, password_hash) values (p_id, p_name, p_skeleton, p_email, core.no_password());
	end if;
	delete from core.role_offer o where o.account_id = a.id and o.site_id is null;
	if p_role <> 'reader' then
		perform core.role_offer_put(a.id, p_role, null, null, core.new_id(), null, p_email);
	else
		update core.token x set used_at = core.now() where x.account_id = a.id and x.purpose = 'invite' and x.used_at is null;
		perform core.mail_put(a.id, 'invite', json_build_object('role', p_role), null, 'invite');
	end if;
	return 'ok';
end $$;
