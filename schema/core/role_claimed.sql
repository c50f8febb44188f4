-- SPDX-License-Identifier: Apache-2.0
-- Gives an account the role that a provider's token gives it on the provider's site, the strongest of p_values by the
-- provider's mapping, or takes a role away that an earlier token gave; either ends the sessions before this sign-in. A role that a person gave there stays as it is.
create or replace function core.role_claimed(p_account uuid, p core.provider, p_values jsonb) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_role constant text := (select m.value from jsonb_each_text(coalesce(p.settings -> 'roles', '{}')) m
		where p_values ? m.key order by core.role_rank(m.value) desc limit 1);
	v_before core.role;
begin
	select * into v_before from core.role r where r.account_id = p_account and r.site_id = p.site_id for update;
	if v_before.account_id is not null and v_before.provider_id is distinct from p.id or v_before.role is not distinct from v_role then
		return;
	end if;
	delete from core.role r where r.account_id = p_account and r.site_id = p.site_id;
	if v_role is not null then
		insert into core.role (account_id, site_id, role, provider_id) values (p_account, p.site_id, v_role, p.id);
	end if;
	perform core.audit_write(core.new_id(), null, 'role', p_account, p.site_id,
		jsonb_build_object('role', coalesce(v_role, 'reader'), 'from', coalesce(v_before.role, 'reader'), 'provider', p.name), null);
	perform core.sessions_end(p_account, null, 'role');
end $$;
