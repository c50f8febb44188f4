-- SPDX-License-Identifier: Apache-2.0
-- Begins a sign-in by OpenID Connect. p_name: of the provider. p_state, p_browser: digests of the parameter state and of the
-- browser's cookie. p_next: the page to go on to, checked by the caller. p_life: seconds for the provider's answer.
-- Outcomes:
--   ok         {id, name, site, issuer, audience, settings}: of the provider; also for the same p_state again
--   not_found  there is no such provider
create or replace function api_1.sign_on_begin(p_name text, p_state bytea, p_browser bytea, p_next text, p_life int,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	p core.provider;
	v_now constant timestamptz := core.now();
begin
	select * into p from core.provider x where x.kind = 'oidc' and x.name = p_name for key share;
	if not found then
		outcome := 'not_found';
		return;
	end if;
	insert into core.sign_on_state (digest, browser, provider_id, next, begun_at, expires_at)
	values (p_state, p_browser, p.id, p_next, v_now, v_now + make_interval(secs => p_life))
	on conflict (digest) do nothing;
	outcome := 'ok';
	body := json_build_object('id', p.id, 'name', p.name, 'site', (select s.key from core.site s where s.id = p.site_id), 'issuer', p.issuer,
		'audience', p.audience, 'settings', p.settings);
end $$;
