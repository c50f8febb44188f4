-- SPDX-License-Identifier: Apache-2.0
-- The provider of OpenID Connect with this name, which asks us to sign a reader out.
-- Outcomes:
--   ok         {id, name, issuer, audience, settings, now}; now is in seconds since 1970
--   not_found
create or replace function api_1.sign_on_named(p_name text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	select 'ok', json_build_object('id', p.id, 'name', p.name, 'issuer', p.issuer, 'audience', p.audience, 'settings', p.settings,
		'now', floor(extract(epoch from core.now()))::bigint)
	into outcome, body
	from core.provider p where p.kind = 'oidc' and p.name = p_name;
	outcome := coalesce(outcome, 'not_found');
end $$;
