-- SPDX-License-Identifier: Apache-2.0
-- Offers an account a role on one site, or (p_site null) on all sites, in place of a former offer there. p_by: null for
-- the operator. p_address: the address that was invited; null: none. The mail goes to a verified address, or with a link that sets the first password
-- to an account that is invited.
create or replace function core.role_offer_put(p_account uuid, p_role text, p_site uuid, p_by uuid, p_entry uuid,
	p_permissions text[] default null, p_address text default null) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	o core.role_offer;
begin
	delete from core.role_offer x where x.account_id = p_account and x.site_id is not distinct from p_site;
	insert into core.role_offer (id, account_id, site_id, role, offered_by, offered_at, permissions, address)
	values (p_entry, p_account, p_site, p_role, p_by, core.now(), p_permissions, p_address)
	returning * into o;
	perform core.audit_write(p_entry, p_by, 'role_offer', p_account, p_site, jsonb_build_object('role', p_role)
		|| jsonb_strip_nulls(jsonb_build_object('permissions', p_permissions)), null);
	perform core.role_offer_mail(o);
end $$;
