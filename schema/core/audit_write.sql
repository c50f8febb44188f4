-- SPDX-License-Identifier: Apache-2.0
-- Writes one audit entry in the transaction of the act. The network comes from core.viewer(). p_private goes to
-- audit_private, bound to the entry by a salted digest. The entry waits in audit_unsealed for a seal.
create or replace function core.audit_write(p_entry uuid, p_actor uuid, p_action text, p_object uuid, p_site uuid,
	p_codes jsonb, p_private json) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_salt bytea;
	v_from text := current_setting('madang.audit_source', true);
begin
	if p_private is not null then
		v_salt := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
		insert into core.audit_private (entry, salt, payload) values (p_entry, v_salt, p_private::text);
	end if;
	insert into core.audit (id, at, actor_id, action, object_id, site_id, codes, digest, network)
	values (p_entry, core.now(), p_actor, p_action, p_object, p_site, p_codes,
		sha256(v_salt || convert_to(p_private::text, 'UTF8')),
		case when left(v_from, 36) = p_actor::text and length(v_from) > 37 then decode(substring(v_from from 38), 'hex') end);
	insert into core.audit_unsealed (entry) values (p_entry);
end $$;
