-- SPDX-License-Identifier: Apache-2.0
-- Goal: a sign-in by OpenID Connect that began is taken once, in its browser, for its provider, in time; its session knows the provider's.
\i lib/fixture.sql
select plan(37);
create function t.settings(p_more jsonb default '{}') returns jsonb language sql as $$
	select '{"kind": "oidc", "title": "Keycloak", "issuer": "https://id.example", "client_id": "madang", "roles": {"ed": "moderator"}}'::jsonb || p_more
$$;
create function t.begin(p_state text, p_browser text default 'browser', p_name text default 'id') returns text language sql as $$
	select format('sign_on_begin(%L, %L, %L, ''/a/1'', 600)', p_name, t.token(p_state), t.token(p_browser))
$$;
create function t.take(p_state text, p_browser text default 'browser', p_name text default 'id') returns text language sql as $$
	select format('sign_on_take(%L, %L, %L)', p_name, t.token(p_state), t.token(p_browser))
$$;
create function t.sign_on(p_session text, p_provider text, p_more jsonb default '{}') returns text language sql as $$
	select format('sign_on(%L, %L, %s, %L, %L, %L, %L, 1000, 500, null, ''agent'', null, ''en'', %L, false)', t.id(p_provider), sha256(p_session::bytea),
		extract(epoch from core.now())::bigint + 300, '{"subject": "s", "name": "Eve", "names": [["Eve", "eve"]], "others": [], "email_verified": false, "roles": [], "badges": []}'::jsonb
			|| p_more, core.new_id(), t.id(p_session), t.token('token of ' || p_session), core.new_id())
$$;

select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
-- providers
select is(core.provider_put(t.id('id'), 'default', 'id', t.settings(), null), 'incomplete', 'a new provider needs a secret');
select is(core.provider_put(t.id('id'), 'default', 'id', t.settings(), '{"keys": [1]}'), 'ok', 'a provider is made');
select is((select kind || ' ' || issuer || ' ' || audience || ' ' || settings from core.provider where id = t.id('id')),
	'oidc https://id.example madang {"roles": {"ed": "moderator"}, "title": "Keycloak"}', 'of kind oidc, its client id is the audience');
select is(core.provider_put(t.id('id'), 'default', 'id', t.settings('{"title": "Id"}'), null), 'ok', 'its settings change alone');
select is(core.provider_put(t.id('id'), 'default', 'id', '{"title": "Id", "issuer": "https://id.example", "audience": "madang", "algorithms": []}', null), 'incomplete',
	'another kind needs other keys');
select is(core.provider_put(core.new_id(), 'default', 'other', t.settings(), '{"keys": []}'), 'taken', 'no two have one issuer and client id');
select is(core.provider_put(core.new_id(), 'second', 'id', t.settings('{"client_id": "second"}'), '{"keys": []}'), 'name_taken', 'no two sites have one name');
select is(core.provider_put(t.id('two'), 'second', 'two', t.settings('{"client_id": "second"}'), '{"keys": []}'), 'ok', 'another name is free');
select is(core.provider_put(core.new_id(), 'second', 'id', '{"title": "News", "issuer": "iss", "audience": "aud", "algorithms": []}', '{"keys": []}'), 'ok', 'a system that signs tokens may have it');
select t.says($$sign_on_provider('https://id.example', 'madang')$$, 'not_found', 'its tokens sign nobody in by themselves');
select t.says('sites(null)', 'ok', 'workers load its title');
select is((select string_agg(concat_ws(' ', p ->> 'name', p ->> 'kind', p ->> 'title'), ',' order by p ->> 'name') from json_array_elements(t.json() -> 'sites') s, json_array_elements(s -> 'providers') p),
	'id oidc Id,two oidc Keycloak', 'of each site, and none without a sign-in page');

-- begin and take
select t.says(t.begin('a'), 'ok', 'a sign-in begins');
select is(t.body('issuer') || ' ' || t.body('audience') || ' ' || t.body('site') || coalesce(t.body('keys'), ''), 'https://id.example madang default', 'with what its request needs, without secrets');
select t.says(t.begin('a'), 'ok', 'the same call again succeeds');
select t.says(t.begin('z', p_name => 'nowhere'), 'not_found', 'not at an unknown provider');
select t.says(t.take('a', 'other browser'), 'browser', 'another browser does not finish it');
select t.says(t.take('a'), 'ok', 'its own does');
select is(t.body('next') || ' ' || t.body('keys') || ' ' || ((t.body('now')::bigint - t.body('begun')::bigint) between 0 and 5), '/a/1 {"keys": [1]} true', 'with the page to go on to and the secret');
select t.says(t.take('a'), 'state', 'once');
select t.says(t.take('never'), 'state', 'an unknown state is none');
select t.does(t.begin('b')) \gset
select t.says(t.take('b', p_name => 'two'), 'mixed', 'the answer of another provider is refused');
select t.says(t.take('b'), 'state', 'and ends the sign-in');
select t.does(t.begin('c')) \gset
select t.does(t.begin('d')) \gset
update core.sign_on_state set expires_at = core.now() where digest = t.token('c');
select t.says(t.take('c'), 'state', 'an answer that comes too late is refused');
update core.sign_on_state set expires_at = core.now() where digest = t.token('d');
select t.does(t.begin('e')) \gset
select core.sweep_accounts(10, 1000, 1000) \gset
select is((select string_agg(convert_from(digest, 'UTF8'), ',') from core.sign_on_state), 'e', 'the sweep deletes what nobody finished');

-- sessions
select t.says(t.sign_on('one', 'id', '{"sid": "s-1"}'), 'ok', 'it opens a session');
select is((select provider_id || ' ' || provider_sid from core.session where id = t.id('one')), t.id('id') || ' s-1', 'which knows that of the provider');
select t.says(t.sign_on('two', 'id'), 'ok', 'without a name of that too');
select is((select provider_id || coalesce(provider_sid, '') from core.session where id = t.id('two')), t.id('id')::text, 'it knows the provider');
select t.says(t.sign_on('four', 'id', '{"proved": 1700000000}'), 'ok', 'a reader who signed in there long ago');
select is((select proved_at from core.session where id = t.id('four')), to_timestamp(1700000000), 'is as fresh as that');
select t.says(t.sign_on('four', 'id', '{"proved": 1800000000}'), 'ok', 'the same call again succeeds');
select is((select proved_at from core.session where id = t.id('four')), to_timestamp(1700000000), 'and changes nothing');
select t.says(t.sign_on('three', 'id', '{"roles": ["ed"]}'), 'ok', 'a role comes by claim');
select is((select role from core.role where provider_id = t.id('id')), 'moderator', 'as the settings map it');
select is(core.provider_remove('default', 'id'), true, 'a provider is removed');
select is((select count(*) from core.sign_on_state) + (select count(*) from core.session where id in (t.id('one'), t.id('two'))), 0::bigint, 'with the sign-ins and sessions');
select finish();
