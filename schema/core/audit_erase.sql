-- SPDX-License-Identifier: Apache-2.0
-- Erases the private part of an audit entry and writes an entry about it. The erased entry itself stays as it was
-- sealed. Returns false if there is no private part.
create or replace function core.audit_erase(p_entry uuid, p_actor uuid, p_why text) returns boolean
language plpgsql
as $$
#variable_conflict use_column
declare
	v_site uuid;
begin
	select a.site_id into v_site from core.audit a join core.audit_private p on p.entry = a.id where a.id = p_entry;
	if not found then
		return false;
	end if;
	perform core.audit_write(core.new_id(), p_actor, 'erase', p_entry, v_site, jsonb_build_object('why', p_why), null);
	delete from core.audit_private where entry = p_entry;
	return true;
end $$;
