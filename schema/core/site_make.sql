-- SPDX-License-Identifier: Apache-2.0
-- For the operator: creates a site, or sets its title and origins. Returns its id.
create or replace function core.site_make(p_id uuid, p_key text, p_title text, p_origins text[]) returns uuid
language plpgsql
as $$
#variable_conflict use_column
declare
	v_id uuid;
	v_before jsonb;
begin
	select jsonb_build_object('title', s.title, 'origins', to_jsonb(s.origins)) into v_before from core.site s where s.key = p_key for no key update;
	insert into core.site (id, key, title, origins) values (p_id, p_key, p_title, p_origins)
	on conflict (key) do update set title = excluded.title, origins = excluded.origins, updated_at = core.now()
	returning id into v_id;
	perform core.audit_write(core.new_id(), null, 'site', v_id, v_id,
		jsonb_build_object('before', v_before, 'after', jsonb_build_object('title', p_title, 'origins', to_jsonb(p_origins))), null);
	return v_id;
end $$;
