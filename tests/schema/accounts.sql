-- SPDX-License-Identifier: Apache-2.0
-- Goal: accounts, sessions, passwords and roles return every outcome that their functions list.
\i lib/fixture.sql
select plan(71);

-- sign up
select t.says(format($$account_create(%L, 'Eve', 'eve', 'eve@x.example', 'h1', %L, '\x01', 60, 'net', 'agent')$$, t.id('eve'), t.id('s1')), 'ok', 'sign up');
select is(t.body('account,username'), 'Eve', 'with the account');
select is(t.body('account,role'), 'reader', 'who is a reader');
select is(t.body('account,email_verified'), 'false', 'with an address not yet proved');
select is(t.body('account,sanctions'), '[]', 'and no sanctions');
select alike(t.body('expires_at'), '20%T%Z', 'and an end');
select t.says(format($$account_create(%L, 'Eve', 'eve', 'eve@x.example', 'h1', %L, '\x01', 60, 'net', 'agent')$$, t.id('eve'), t.id('s1')), 'ok', 'the same again after an unknown commit');
select is((select count(*) from core.session where account_id = t.id('eve')), 1::bigint, 'is still one session');
select t.says(format($$account_create(%L, 'EVE', 'eve', null, 'h1', %L, '\x02', 60, null, null)$$, core.new_id(), core.new_id()), 'username_taken', 'a name that looks the same is taken');
select t.says(format($$account_create(%L, 'Eva', 'eva', 'eve@x.example', 'h', %L, '\x03', 60, null, null)$$, t.id('eva'), core.new_id()), 'ok', 'an unproved address may be given twice');

-- whose password
select is((select row(outcome, account, hash)::text from api_1.account_secret('eve')), row('ok', t.id('eve'), 'h1')::text, 'secret by name');
select is((api_1.account_secret('nobody')).outcome, 'not_found', 'no secret of an unknown name');
select is((api_1.account_secret('eve@x.example')).outcome, 'not_found', 'an unproved address does not sign in');
update core.account set email_verified = true where id = t.id('eve');
select is((api_1.account_secret('EVE@x.example')).account, t.id('eve'), 'a proved one does, in any case of letters');
select throws_ok($$update core.account set email_verified = true where id = t.id('eva')$$, '23505', null, 'nobody else can prove it');
select is((select row(outcome, account, hash, name, email)::text from api_1.viewer_secret('\x01')), row('ok', t.id('eve'), 'h1', 'Eve', 'eve@x.example')::text, 'secret of the one who asks');
select is((api_1.viewer_secret('\xff')).outcome, 'sign_in', 'none without a session');

-- sign in
select t.says(format($$session_open(%L, 'h1', null, %L, '\x11', 60, 'net', 'agent')$$, t.id('eve'), t.id('s2')), 'ok', 'sign in');
select is(t.body('account,id')::uuid, t.id('eve'), 'as oneself');
select t.says(format($$session_open(%L, 'h1', null, %L, '\x11', 60, 'net', 'agent')$$, t.id('eve'), t.id('s2')), 'ok', 'the same again');
select t.says(format($$session_open(%L, 'h0', null, %L, '\x12', 60, null, null)$$, t.id('eve'), core.new_id()), 'bad_credentials', 'a hash that is no longer the account''s');
select t.says(format($$session_open(%L, 'h1', 'h2', %L, '\x13', 60, null, null)$$, t.id('eve'), core.new_id()), 'ok', 'sign in with a rehash');
select is((select password_hash from core.account where id = t.id('eve')), 'h2', 'which is kept');
select t.says(format($$session_open(%L, 'h1', 'h3', %L, '\x14', 60, null, null)$$, t.id('eve'), core.new_id()), 'ok', 'a sign-in that ran beside it is not refused');
select is((select password_hash from core.account where id = t.id('eve')), 'h2', 'and changes nothing');
select t.says($$session_get('\x11')$$, 'ok', 'a session');
select is(t.body('account,email'), 'eve@x.example', 'tells its owner the address');
select t.says($$session_get('\xff')$$, 'sign_in', 'an unknown token');
select t.says($$session_list('\x11')$$, 'ok', 'own sessions');
select is(json_array_length(t.json() -> 'sessions'), 4, 'are four');
select is((select count(*) from json_array_elements(t.json() -> 'sessions') s where (s ->> 'current')::boolean), 1::bigint, 'one of them this one');
select t.says($$session_list('\xff')$$, 'sign_in', 'nobody''s sessions');
select t.says(format($$session_revoke('\x11', %L)$$, t.id('s1')), 'ok', 'end one');
select t.says(format($$session_revoke('\x11', %L)$$, t.id('s1')), 'not_found', 'which is then gone');
select t.says(format($$session_revoke(t.token('ann'), %L)$$, t.id('s2')), 'not_found', 'another''s is not to be seen');
select t.says(format($$session_revoke('\xff', %L)$$, t.id('s2')), 'sign_in', 'nor without a session');

-- password
select t.says($$password_set('\x11', 'h2', 'h4')$$, 'ok', 'a new password');
select t.says($$session_get('\x13')$$, 'sign_in', 'ends the other sessions');
select t.says($$session_get('\x11')$$, 'ok', 'not this one');
select t.says($$password_set('\x11', 'h2', 'h4')$$, 'ok', 'the same again');
select t.says($$password_set('\x11', 'h2', 'h5')$$, 'conflict', 'verified against a former hash');
select t.says($$password_set('\xff', 'h2', 'h5')$$, 'sign_in', 'nobody''s password');
select t.says(format($$session_open(%L, 'h1', null, %L, '\x15', 60, null, null)$$, t.id('eve'), core.new_id()), 'bad_credentials', 'a rehashed former password is gone too');
select t.says($$session_close('\x11')$$, 'ok', 'sign out');
select t.says($$session_close('\x11')$$, 'sign_in', 'twice');

-- time
select t.says(format($$session_open(%L, 'h4', null, %L, '\x16', 60, null, null)$$, t.id('eve'), core.new_id()), 'ok', 'a session of a minute');
select t.later('59 seconds');
select t.says($$session_get('\x16')$$, 'ok', 'lives 59 seconds');
select t.later('61 seconds');
select t.says($$session_get('\x16')$$, 'sign_in', 'and not 61');
select t.later('0');
do $$ begin for i in 1..60 loop
	perform api_1.session_open(t.id('eve'), 'h4', null, core.new_id(), int4send(i), 60, null, null);
end loop; end $$;
select is((select count(*) from core.session where account_id = t.id('eve')), 50::bigint, 'no account has more than 50 sessions');

-- profile and role
select t.says(format('account_profile(%L)', t.id('mod')), 'ok', 'a profile');
select is(t.body('role'), 'moderator', 'says the role');
select ok(t.body('email') is null, 'and no address');
select t.says(format('account_profile(%L)', core.new_id()), 'not_found', 'of nobody');
select t.says(format($$role_set(t.token('admin'), %L, 'staff', 'default', %L)$$, t.id('eve'), t.id('entry')), 'ok', 'an admin gives a role on a site');
select is(t.body('role'), 'staff', 'and sees it');
select is((select count(*) from core.audit where id = t.id('entry') and codes ->> 'role' = 'staff'), 1::bigint, 'with an audit entry');
select t.says(format($$role_set(t.token('mod'), %L, 'admin', null, %L)$$, t.id('eve'), core.new_id()), 'forbidden', 'a moderator may not');
select t.says(format($$role_set(t.token('admin'), %L, 'reader', null, %L)$$, t.id('admin'), core.new_id()), 'forbidden', 'nobody changes their own');
select t.says(format($$role_set('\xff', %L, 'admin', null, %L)$$, t.id('eve'), core.new_id()), 'sign_in', 'nor nobody');
select t.says(format($$role_set(t.token('admin'), %L, 'staff', 'nowhere', %L)$$, t.id('eve'), core.new_id()), 'not_found', 'no such site');

-- an idle session ends, of staff sooner, and always by the end of its life
insert into core.account (id, username, skeleton, password_hash) values (t.id('idler'), 'Idler', 'idler', 'h8');
insert into core.session (id, account_id, token, created_at, expires_at)
select core.new_id(), t.id('idler'), v.token, core.now(), core.now() + v.ends from (values ('\x71'::bytea, interval '100 s'), ('\x72', '100 s')) v (token, ends);
insert into core.account (id, username, skeleton, password_hash) values (t.id('desk'), 'Desk', 'desk', 'h9');
insert into core.role (account_id, site_id, role) values (t.id('desk'), null, 'moderator');
select t.says(format($$session_open(%L, 'h9', null, %L, '\x73', 100, null, null, 40)$$, t.id('desk'), t.id('s9')), 'ok', 'staff sign in');
create function t.ends(p_token bytea) returns int language sql as $$
	select round(extract(epoch from s.expires_at - core.now()))::int from core.session s where s.token = p_token and s.expires_at > core.now()
$$;
create function t.used(p_token text, p_min int default 1) returns void language sql as $$
	select t.does(format('sessions_used(%L, 150, 100, 40, %s)', '{' || p_token || '}', p_min))
$$;
select is(t.ends('\x73'), 40, 'to a session that ends sooner');
select t.later('30 s');
select t.used('"\\x71","\\x73","\\xabcd"');
select is(t.ends('\x71'), 100, 'one that is used lives on');
select is(t.ends('\x73'), 40, 'of staff for as long as staff''s do');
select is(t.ends('\x72'), 70, 'one that is not does not');
select t.later('32 s');
select t.used('"\\x71"', 5);
select is(t.ends('\x71'), 98, 'a little is not worth a write');
select t.later('75 s');
select t.used('"\\x71","\\x73"');
select is(t.ends('\x71'), 75, 'and none outlives its life');
select is(t.ends('\x73'), null, 'what has ended stays so');
select t.says('session_get(''\x73'')', 'sign_in', 'signed out');
select t.says('session_get(''\x71'')', 'ok', 'and signed in');
insert into core.role (account_id, site_id, role) values (t.id('idler'), null, 'staff');
select t.used('"\\x71"');
select is(t.ends('\x71'), 40, 'who gets a role gets its idle end with the next request');
select t.later('0 s');
select * from finish();
