-- SPDX-License-Identifier: Apache-2.0
-- A site's providers as its admins see them: the settings, which are no secret, and of the keys the ids and kinds alone.
create or replace function core.providers_json(p_site uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (select coalesce(json_agg(json_build_object('name', p.name,
			'settings', p.settings || jsonb_build_object('issuer', p.issuer, 'audience', p.audience),
			'keys', (select coalesce(json_agg(json_build_object('kid', k ->> 'kid', 'kty', k ->> 'kty')), '[]') from jsonb_array_elements(p.keys::jsonb -> 'keys') k),
			'updated_at', core.rfc3339(p.updated_at)) order by p.name), '[]')
		from core.provider p where p.site_id = p_site);
end $$;
