-- SPDX-License-Identifier: Apache-2.0
-- Those of the wanted areas that a role has, in order; null: all of them. p_wanted: words separated by spaces; null: all.
create or replace function core.permissions_kept(p_role text, p_wanted text) returns text[]
language plpgsql immutable
as $$
#variable_conflict use_column
declare
	v_kept constant text[] := array(select w from unnest(core.role_permissions(p_role)) w where w = any(string_to_array(p_wanted, ' ')) order by w);
begin
	return case when p_wanted is null or v_kept = core.role_permissions(p_role) then null else v_kept end;
end $$;
