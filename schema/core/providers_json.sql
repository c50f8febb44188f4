-- SPDX-License-Identifier: Apache-2.0
-- A site's providers as its admins see them: the settings as they are given, which are no secret, and of the keys the ids and kinds
-- alone. accounts: those that signed in by it last, up to 1000; roles: those that it gave.
create or replace function core.providers_json(p_site uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (select coalesce(json_agg(json_build_object('name', p.name, 'kind', p.kind,
			'settings', p.settings || case p.kind when 'oidc' then jsonb_build_object('kind', p.kind, 'issuer', p.issuer, 'client_id', p.audience)
				else jsonb_build_object('issuer', p.issuer, 'audience', p.audience) end,
			'keys', (select coalesce(json_agg(json_build_object('kid', k ->> 'kid', 'kty', k ->> 'kty')), '[]') from jsonb_array_elements(p.keys::jsonb -> 'keys') k),
			'accounts', (select count(*) from (select from core.identity i where i.provider_id = p.id limit 1000) x),
			'roles', (select count(*) from core.role r where r.provider_id = p.id),
			'updated_at', core.rfc3339(p.updated_at)) order by p.name), '[]')
		from core.provider p where p.site_id = p_site);
end $$;
