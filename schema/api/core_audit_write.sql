-- One audit entry; what is private goes to audit_private, bound by a salted digest.
create or replace function core.audit_write(p_entry uuid, p_actor uuid, p_action text, p_object uuid, p_site uuid,
	p_codes jsonb, p_private json) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_salt bytea;
begin
	if p_private is not null then
		v_salt := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
		insert into core.audit_private (entry, salt, payload) values (p_entry, v_salt, p_private::text);
	end if;
	insert into core.audit (id, at, actor_id, action, object_id, site_id, codes, digest)
	values (p_entry, core.now(), p_actor, p_action, p_object, p_site, p_codes,
		sha256(v_salt || convert_to(p_private::text, 'UTF8')));
end $$;
