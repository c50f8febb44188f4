-- SPDX-License-Identifier: Apache-2.0
-- The provider of kind jwt whose tokens have this issuer and audience, with the keys that verify them.
-- Outcomes:
--   ok         {id, name, site, issuer, audience, origins, settings, keys, now}: site is its key, origins are those of the site, keys is a JWK Set
--              as text, now is in seconds since 1970
--   not_found
create or replace function api_1.sign_on_provider(p_issuer text, p_audience text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	outcome := 'not_found';
	select 'ok', json_build_object('id', p.id, 'name', p.name, 'site', s.key, 'issuer', p.issuer, 'audience', p.audience, 'origins', s.origins, 'settings', p.settings, 'keys', p.keys,
		'now', floor(extract(epoch from core.now()))::bigint)
	into outcome, body
	from core.provider p join core.site s on s.id = p.site_id where p.kind = 'jwt' and p.issuer = p_issuer and p.audience = p_audience;
	outcome := coalesce(outcome, 'not_found');
end $$;
