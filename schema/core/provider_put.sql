-- SPDX-License-Identifier: Apache-2.0
-- Makes a provider of a site, or changes it, for an admin (p_by) or the operator (null). p_settings, p_keys: null leaves them; a new provider needs both.
-- kind, issuer and audience (of kind oidc: client_id) are members of p_settings. Another kind needs other keys. The audit gets no keys.
-- Returns ok, incomplete, unknown_site, taken: another provider has this issuer with this audience, or name_taken: another site's
-- provider of kind oidc has this name.
create or replace function core.provider_put(p_id uuid, p_site text, p_name text, p_settings jsonb, p_keys text,
	p_by uuid default null, p_entry uuid default null) returns text
language plpgsql
as $$
#variable_conflict use_column
declare
	v_site constant uuid := (select s.id from core.site s where s.key = p_site);
	v_before core.provider;
	v_new core.provider;
begin
	if v_site is null then
		return 'unknown_site';
	end if;
	select * into v_before from core.provider p where p.site_id = v_site and p.name = p_name for update;
	v_new.kind := case when p_settings is null then v_before.kind else coalesce(p_settings ->> 'kind', 'jwt') end;
	v_new.issuer := coalesce(p_settings ->> 'issuer', v_before.issuer);
	v_new.audience := coalesce(p_settings ->> 'audience', p_settings ->> 'client_id', v_before.audience);
	v_new.settings := coalesce(p_settings - array['kind', 'issuer', 'audience', 'client_id'], v_before.settings);
	v_new.keys := coalesce(p_keys, case when v_new.kind = v_before.kind then v_before.keys end);
	if v_new.settings is null or v_new.keys is null then
		return 'incomplete';
	elsif exists (select from core.provider p where p.issuer = v_new.issuer and p.audience = v_new.audience and p.id is distinct from v_before.id) then
		return 'taken';
	elsif v_new.kind = 'oidc' and exists (select from core.provider p where p.kind = 'oidc' and p.name = p_name and p.id is distinct from v_before.id) then
		return 'name_taken';
	end if;
	insert into core.provider (id, site_id, name, kind, issuer, audience, settings, keys, updated_at)
	values (p_id, v_site, p_name, v_new.kind, v_new.issuer, v_new.audience, v_new.settings, v_new.keys, core.now())
	on conflict (site_id, name) do update set kind = excluded.kind, issuer = excluded.issuer, audience = excluded.audience, settings = excluded.settings,
		keys = excluded.keys, updated_at = excluded.updated_at
	returning id into v_new.id;
	update core.site set updated_at = core.now() where id = v_site; -- the workers load the titles of providers with the sites
	perform core.audit_write(coalesce(p_entry, core.new_id()), p_by, 'provider', v_new.id, v_site, jsonb_build_object('name', p_name, 'kind', v_new.kind, 'issuer', v_new.issuer,
		'audience', v_new.audience, 'settings', v_new.settings, 'keys_changed', p_keys is not null), null);
	return 'ok';
end $$;
