-- SPDX-License-Identifier: Apache-2.0
-- For the operator: sets the role of the account with this skeleton. Returns ok, not_found or unknown_site.
create or replace function core.account_role(p_skeleton text, p_role text, p_site text) returns text
language plpgsql
as $$
#variable_conflict use_column
declare
	v_account uuid;
	v_site uuid;
begin
	select id into v_account from core.account where skeleton = p_skeleton;
	if not found then
		return 'not_found';
	end if;
	if p_site is not null then
		select id into v_site from core.site where key = p_site;
		if not found then
			return 'unknown_site';
		end if;
	end if;
	perform core.role_put(v_account, p_role, v_site, null, core.new_id());
	return 'ok';
end $$;
