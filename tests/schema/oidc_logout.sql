-- SPDX-License-Identifier: Apache-2.0
-- Goal: a provider of OpenID Connect ends its own sessions, by name or by subject, and each of its tokens works once.
\i lib/fixture.sql
select plan(15);
create function t.settings(p_client text) returns jsonb language sql as $$
	select jsonb_build_object('kind', 'oidc', 'title', 'Id', 'issuer', 'https://id.example', 'client_id', p_client)
$$;
select core.provider_put(t.id('id'), 'default', 'id', t.settings('one'), '{"keys": []}') \gset
select core.provider_put(t.id('two'), 'default', 'two', t.settings('two'), '{"keys": []}') \gset
insert into core.identity (issuer, subject, account_id, made_at, last_at) values ('https://id.example', 'eve', t.id('ann'), core.now(), core.now());
insert into core.identity (issuer, subject, account_id, made_at, last_at) values ('https://id.example', 'adam', t.id('bob'), core.now(), core.now());
create function t.open(p_session text, p_account text, p_provider text, p_sid text) returns void language sql as $$
	insert into core.session (id, account_id, token, expires_at, provider_id, provider_sid)
	values (t.id(p_session), t.id(p_account), t.token(p_session), core.now() + interval '1 day', t.id(p_provider), p_sid)
$$;
create function t.logout(p_token text, p_subject text, p_sid text, p_write text default null) returns text language sql as $$
	select format('sign_on_logout(%L, %L, %s, %L, %L, %L)', t.id('id'), t.token(p_token), extract(epoch from core.now())::bigint + 300, p_subject, p_sid,
		coalesce(t.id(p_write), core.new_id()))
$$;
create function t.left() returns text language sql as $$
	select coalesce(string_agg(convert_from(token, 'UTF8'), ' ' order by token), '') from core.session where provider_id is not null
$$;
select t.open('a', 'ann', 'id', 's-1'), t.open('b', 'ann', 'id', 's-2'), t.open('c', 'ann', 'id', null), t.open('d', 'bob', 'id', 's-1'),
	t.open('e', 'ann', 'two', 's-1') \gset

select t.says('sign_on_named(''id'')', 'ok', 'the provider is found by its name');
select is(t.body('issuer') || ' ' || t.body('audience') || ' ' || coalesce(t.body('keys'), 'no keys'), 'https://id.example one no keys', 'without our secret');
select t.says('sign_on_named(''nowhere'')', 'not_found', 'another is not');
select t.says(t.logout('t1', 'adam', 's-2'), 'ok', 'a session of another subject');
select is(t.left(), 'a b c d e', 'stays');
select t.says(t.logout('t2', 'eve', 's-1', 'w2'), 'ok', 'a session that the token names');
select is(t.left(), 'b d e', 'ends, and one without a name; not that of another subject, nor of another provider');
select t.says(t.logout('t2', 'eve', 's-2'), 'replayed', 'a token works once');
select t.says(t.logout('t2', 'eve', 's-1', 'w2'), 'ok', 'the same call again succeeds');
select is(t.left(), 'b d e', 'and a replay ends none');
select t.says(t.logout('t3', null, 's-1'), 'ok', 'a token without a subject');
select is(t.left(), 'b e', 'ends the session that it names');
select t.says(t.logout('t4', 'eve', null), 'ok', 'a token without a session');
select is(t.left(), 'e', 'ends all of the subject at this provider');
select core.provider_remove('default', 'id') \gset
select t.says(t.logout('t5', 'eve', null), 'not_found', 'a removed provider ends none');
select finish();
