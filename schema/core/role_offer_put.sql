-- SPDX-License-Identifier: Apache-2.0
-- Offers an account a role on one site, or (p_site null) on all sites, in place of a former offer there. p_by: null for
-- the operator. A verified address gets a mail.
create or replace function core.role_offer_put(p_account uuid, p_role text, p_site uuid, p_by uuid, p_entry uuid, p_permissions text[] default null) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	delete from core.role_offer o where o.account_id = p_account and o.site_id is not distinct from p_site;
	insert into core.role_offer (id, account_id, site_id, role, offered_by, offered_at, permissions)
	values (p_entry, p_account, p_site, p_role, p_by, core.now(), p_permissions);
	perform core.audit_write(p_entry, p_by, 'role_offer', p_account, p_site, jsonb_build_object('role', p_role)
		|| jsonb_strip_nulls(jsonb_build_object('permissions', p_permissions)), null);
	if exists (select from core.account a where a.id = p_account and a.email_verified) then
		perform core.mail_put(p_account, 'role_offer', json_build_object('role', p_role, 'site', (select s.title from core.site s where s.id = p_site)));
	end if;
end $$;
