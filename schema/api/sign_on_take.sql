-- SPDX-License-Identifier: Apache-2.0
-- Takes the state of a sign-in by OpenID Connect, once, when the provider's answer arrives. A state from another browser stays,
-- so that a stranger who knows it ends nothing. p_name: the provider whose redirect URI the answer came to.
-- Outcomes:
--   ok       {id, name, site, issuer, audience, settings, keys, next, begun, now}: of the provider, as in sign_on_provider();
--            begun and now are in seconds since 1970
--   state    it is unknown, was taken before, or is older than its life
--   browser  another browser began it
--   mixed    another provider was asked; the state is taken
create or replace function api_1.sign_on_take(p_name text, p_state bytea, p_browser bytea, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	p core.provider;
	x core.sign_on_state;
	v_now constant timestamptz := core.now();
begin
	delete from core.sign_on_state d where d.digest = p_state and d.browser = p_browser returning * into x;
	if not found then
		outcome := case when exists (select from core.sign_on_state o where o.digest = p_state) then 'browser' else 'state' end;
		return;
	end if;
	if x.expires_at <= v_now then
		outcome := 'state';
		return;
	end if;
	select * into p from core.provider o where o.id = x.provider_id;
	if p.name <> p_name then
		outcome := 'mixed';
		return;
	end if;
	outcome := 'ok';
	body := json_build_object('id', p.id, 'name', p.name, 'site', (select s.key from core.site s where s.id = p.site_id), 'issuer', p.issuer,
		'audience', p.audience, 'settings', p.settings, 'keys', p.keys, 'next', x.next, 'begun', floor(extract(epoch from x.begun_at))::bigint,
		'now', floor(extract(epoch from v_now))::bigint);
end $$;
