-- SPDX-License-Identifier: Apache-2.0
-- Goal: a verified token opens a session for the account of its issuer and subject, once; names, addresses and roles follow it within bounds.
\i lib/fixture.sql
select plan(48);
create function t.settings(p_more jsonb default '{}') returns jsonb language sql as $$
	select '{"title": "News", "issuer": "iss", "audience": "aud", "algorithms": ["HS256"], "roles": {"ed": "moderator", "au": "staff", "boss": "admin"}, "badges": {"sub": "Subscriber", "gold": "Patron"}}'::jsonb || p_more
$$;
create function t.who(p_subject text, p_name text, p_more jsonb default '{}') returns json language sql as $$
	select (jsonb_build_object('subject', p_subject, 'name', p_name, 'others', '[["Reader-1", "reader-1"]]'::jsonb, 'email_verified', false, 'roles', '[]'::jsonb, 'badges', '[]'::jsonb,
		'names', case when p_name is null then '[]'::jsonb else jsonb_build_array(jsonb_build_array(p_name, lower(p_name)), jsonb_build_array(p_name || '-2', lower(p_name) || '-2')) end)
		|| p_more)::json
$$;
create function t.sign_on(p_who json, p_token text, p_name text default null, p_provider text default 'provider') returns text language sql as $$
	select format('sign_on(%L, %L, %s, %L, %L, %L, %L, 1000, 500, null, ''agent'', null, ''en'', %L)', t.id(p_provider), sha256(p_token::bytea),
		extract(epoch from core.now())::bigint + 300, p_who, core.new_id(), t.id(coalesce(p_name, 'session of ' || p_token)),
		t.token('token of ' || coalesce(p_name, p_token)), core.new_id())
$$;
create function t.role_of(p_subject text) returns text language sql as $$
	select coalesce((select r.role from core.role r join core.identity i on i.account_id = r.account_id where i.subject = p_subject), 'reader')
$$;

-- the provider
select is(core.provider_put(t.id('provider'), 'nowhere', 'news', t.settings(), '{"keys": []}'), 'unknown_site', 'a provider needs a site');
select is(core.provider_put(t.id('provider'), 'default', 'news', t.settings(), null), 'incomplete', 'a new provider needs keys');
select is(core.provider_put(t.id('provider'), 'default', 'news', null, '{"keys": []}'), 'incomplete', 'a new provider needs settings');
select is(core.provider_put(t.id('provider'), 'default', 'news', t.settings(), '{"keys": []}'), 'ok', 'a provider is made');
select is(core.provider_put(core.new_id(), 'default', 'copy', t.settings(), '{"keys": []}'), 'taken', 'no two providers have one issuer and audience');
select is(core.provider_put(core.new_id(), 'default', 'news', null, '{"keys": [1]}'), 'ok', 'keys change alone');
select is((select count(*) from core.provider p where p.id = t.id('provider') and p.keys = '{"keys": [1]}' and p.settings ->> 'title' = 'News'), 1::bigint, 'and the settings stay');
select is((select count(*) from core.audit where action = 'provider' and codes::text not like '%"keys": [%'), 2::bigint, 'changes are audited without keys');
select t.says($$sign_on_provider('iss', 'aud')$$, 'ok', 'issuer and audience find the provider');
select is(t.body('site') || t.body('keys'), 'default{"keys": [1]}', 'with its site and keys');
select t.says($$sign_on_provider('iss', 'other')$$, 'not_found', 'another audience finds none');

-- a first sign-in
select t.says(t.sign_on(t.who('s1', 'Eve'), 'a'), 'ok', 'a token signs in');
select is(t.body('account,username'), 'Eve', 'the account has the name of the token');
select t.says(format('session_get(%L)', t.token('token of a')), 'ok', 'the session is open');
select t.says(t.sign_on(t.who('s1', 'Eve'), 'a'), 'ok', 'the same call again succeeds');
select is((select count(*) from core.session where account_id = (select account_id from core.identity where subject = 's1')), 1::bigint, 'and opens no second session');
select t.says(t.sign_on(t.who('s1', 'Eve'), 'a', 'other'), 'replayed', 'another call with that token is a replay');
select is((select count(*) from core.audit where action = 'refused' and codes ->> 'act' = 'sign_on'), 1::bigint, 'a replay is audited');
select t.says(t.sign_on(t.who('s1', 'Eve'), 'b'), 'ok', 'another token signs in');
select is((select count(*) from core.identity), 1::bigint, 'to the same account');
select t.says(t.sign_on(t.who('s2', 'Ann'), 'c'), 'ok', 'a taken name signs in too');
select is(t.body('account,username'), 'Ann-2', 'with a number');
select t.says(t.sign_on(t.who('s3', null), 'd'), 'ok', 'a token without a name signs in');
select is(t.body('account,username'), 'Reader-1', 'with another name');
select t.says(t.sign_on(t.who('s4', null), 'e'), 'username_taken', 'no name is given twice');
select is((select count(*) from core.identity where subject = 's4'), 0::bigint, 'and nobody is made then');
select t.says(t.sign_on(t.who('s5', 'Zoe'), 'f', p_provider => 'nothing'), 'not_found', 'a provider that is gone signs nobody in');

-- what follows the token
select t.does(t.sign_on(t.who('s2', 'Ann'), 'g')) \gset
select is((select username from core.account a join core.identity i on i.account_id = a.id where subject = 's2'), 'Ann-2', 'the number stays while the name does');
select t.does(t.sign_on(t.who('s2', 'Fay'), 'h')) \gset
select is((select username from core.account a join core.identity i on i.account_id = a.id where subject = 's2'), 'Fay', 'a new name is taken');
select is((select username from core.account_name), 'Ann-2', 'and the former one kept');
update core.account set email = 'ann@mail.example', email_verified = true where id = t.id('ann');
select t.does(t.sign_on(t.who('s2', 'Fay', '{"email": "Ann@mail.example", "email_verified": true}'), 'i')) \gset
select is((select email_verified from core.account a join core.identity i on i.account_id = a.id where subject = 's2'), false, 'an address that another account verified is not verified');
select t.does(t.sign_on(t.who('s2', 'Fay', '{"email": "fay@mail.example", "email_verified": true}'), 'j')) \gset
select is((select email_verified from core.account a join core.identity i on i.account_id = a.id where subject = 's2'), true, 'a free one is, if the token says so');
select t.does(t.sign_on(t.who('s2', 'Fay', '{"roles": ["au", "ed", "none"]}'), 'k')) \gset
select is(t.role_of('s2'), 'moderator', 'the strongest listed role counts');
select is((select role || provider_id from core.role r where provider_id is not null), 'moderator' || t.id('provider'), 'it holds on the provider''s site, as its role');
select is((select count(*) from core.audit where action = 'sign_in' and object_id = t.id('session of k')), 1::bigint, 'the sign-in of a moderator is audited');
select t.does(t.sign_on(t.who('s2', 'Fay', '{"roles": ["none"]}'), 'l')) \gset
select is(t.role_of('s2'), 'reader', 'without a listed value the role ends');
select t.role_put((select account_id from core.identity where subject = 's2'), 'staff', t.id('site'), null, core.new_id()) \gset
select t.does(t.sign_on(t.who('s2', 'Fay', '{"roles": ["boss"]}'), 'm')) \gset
select is(t.role_of('s2'), 'staff', 'a role that a person gave stays');

-- a badge stands beside new comments
select t.does(t.sign_on(t.who('s6', 'Gus', '{"badges": ["x", "gold", "sub"]}'), 'o')) \gset
select t.says(format('comment_post(%L, %L, %L, null, ''words'', ''<p>words</p>'', %L, null, %L, 5)', t.token('token of o'), t.id('article'), t.id('badged'), t.signals('[]', '[]'), sha256('w')), 'ok',
	'a reader with a badge comments');
select is(t.body('comment,author,badge'), 'Patron', 'the first listed value is the badge');
select t.does(t.sign_on(t.who('s6', 'Gus'), 'p')) \gset
select is((select badge from core.identity where subject = 's6'), null, 'the badge ends with the claim');
select is((select author_badge from api_1.comment_get(t.id('article'), t.id('badged')) where id = t.id('badged')), 'Patron', 'and stays beside former comments');

-- the end
select t.says(format('sign_on_end(%L, ''\xe1'', 0, ''s1'', %L)', t.id('provider'), t.id('end')), 'ok', 'the publisher signs a reader out');
select t.says(format('session_get(%L)', t.token('token of b')), 'sign_in', 'the sessions have ended');
select t.says(format('sign_on_end(%L, ''\xe1'', 0, ''s1'', %L)', t.id('provider'), core.new_id()), 'replayed', 'that token works once');
update core.account set state = 'erased' where id = (select account_id from core.identity where subject = 's1');
select t.says(t.sign_on(t.who('s1', 'Eve'), 'n'), 'erased', 'an erased account stays erased');
select t.later('1 hour') \gset
update core.sweep_state set doubt = null, doubt_at = null, last_at = core.now(), accepted = accepted + 1;
select t.does('sweep(100, 1, 1)') \gset
select is((select count(*) from core.sign_on_token), 0::bigint, 'used tokens are forgotten when they have expired');
select ok(core.provider_remove('default', 'news'), 'a provider is removed');
select is((select count(*) from core.session s join core.identity i on i.account_id = s.account_id), 0::bigint, 'with its sessions');

select * from finish();
