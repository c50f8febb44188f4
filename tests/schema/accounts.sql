-- SPDX-License-Identifier: Apache-2.0
-- Goal: accounts, sessions, passwords and roles return every outcome that their functions list.
\i lib/fixture.sql
select plan(74);

-- sign up
select t.says(format($$account_create(%L, 'Eve', 'eve', 'eve@x.example', 'h1', %L, '\x01', 60, 'net', 'agent')$$, t.id('eve'), t.id('s1')), 'ok', 'a visitor signs up');
select is(t.body('account,username'), 'Eve', 'the reply has the account');
select is(t.body('account,role'), 'reader', 'a new account is a reader');
select is(t.body('account,email_verified'), 'false', 'a new address is unverified');
select is(t.body('account,sanctions'), '[]', 'a new account has no sanctions');
select alike(t.body('expires_at'), '20%T%Z', 'the new session has an expiry');
select t.says(format($$account_create(%L, 'Eve', 'eve', 'eve@x.example', 'h1', %L, '\x01', 60, 'net', 'agent')$$, t.id('eve'), t.id('s1')), 'ok', 'the same sign-up again succeeds, as after an unknown commit');
select is((select count(*) from core.session where account_id = t.id('eve')), 1::bigint, 'the same sign-up again opens no second session');
select t.says(format($$account_create(%L, 'EVE', 'eve', null, 'h1', %L, '\x02', 60, null, null)$$, core.new_id(), core.new_id()), 'username_taken', 'a name that looks like another is taken');
select t.says(format($$account_create(%L, 'Eva', 'eva', 'eve@x.example', 'h', %L, '\x03', 60, null, null)$$, t.id('eva'), core.new_id()), 'ok', 'two accounts may name the same unverified address');

-- whose password
select is((select row(outcome, account, hash)::text from api_1.account_secret('eve')), row('ok', t.id('eve'), 'h1')::text, 'a password hash is found by name');
select is((api_1.account_secret('nobody')).outcome, 'not_found', 'an unknown name has no password hash');
select is((api_1.account_secret('eve@x.example')).outcome, 'not_found', 'an unverified address finds no password hash');
update core.account set email_verified = true where id = t.id('eve');
select is((api_1.account_secret('EVE@x.example')).account, t.id('eve'), 'a verified address finds it in upper or lower case');
select throws_ok($$update core.account set email_verified = true where id = t.id('eva')$$, '23505', null, 'a second account cannot verify the same address');
select is((select row(outcome, account, hash, name, email)::text from api_1.viewer_secret('\x01')), row('ok', t.id('eve'), 'h1', 'Eve', 'eve@x.example')::text, 'the viewer''s own password hash is found by the session');
select is((api_1.viewer_secret('\xff')).outcome, 'sign_in', 'without a session there is no password hash');

-- sign in
select t.says(format($$session_open(%L, 'h1', null, %L, '\x11', 60, 'net', 'agent')$$, t.id('eve'), t.id('s2')), 'ok', 'a sign-in succeeds');
select is(t.body('account,id')::uuid, t.id('eve'), 'the reply has the account that signed in');
select t.says(format($$session_open(%L, 'h1', null, %L, '\x11', 60, 'net', 'agent')$$, t.id('eve'), t.id('s2')), 'ok', 'the same sign-in again succeeds');
select t.says(format($$session_open(%L, 'h0', null, %L, '\x12', 60, null, null)$$, t.id('eve'), core.new_id()), 'bad_credentials', 'a former hash does not sign in');
select t.says(format($$session_open(%L, 'h1', 'h2', %L, '\x13', 60, null, null)$$, t.id('eve'), core.new_id()), 'ok', 'a sign-in with a rehash succeeds');
select is((select password_hash from core.account where id = t.id('eve')), 'h2', 'the new hash is stored');
select t.says(format($$session_open(%L, 'h1', 'h3', %L, '\x14', 60, null, null)$$, t.id('eve'), core.new_id()), 'ok', 'a simultaneous sign-in with the former hash succeeds');
select is((select password_hash from core.account where id = t.id('eve')), 'h2', 'a simultaneous sign-in leaves the new hash in place');
select t.says($$session_get('\x11')$$, 'ok', 'a token finds its session');
select is(t.body('account,email'), 'eve@x.example', 'a session shows its owner the address');
select t.says($$session_get('\xff')$$, 'sign_in', 'an unknown token finds no session');
select t.says($$session_list('\x11', true)$$, 'ok', 'an account lists its sessions');
select is(json_array_length(t.json() -> 'sessions'), 4, 'the account has four sessions');
select is((select count(*) from json_array_elements(t.json() -> 'sessions') s where (s ->> 'current')::boolean), 1::bigint, 'one of them is marked as the current session');
select t.says($$session_list('\xff', true)$$, 'sign_in', 'listing sessions needs a session');
select t.says(format($$session_revoke('\x11', %L)$$, t.id('s1')), 'ok', 'an account ends one of its sessions');
select t.says(format($$session_revoke('\x11', %L)$$, t.id('s1')), 'not_found', 'an ended session is not found');
select t.says(format($$session_revoke(t.token('ann'), %L)$$, t.id('s2')), 'not_found', 'a session of another account is not found');
select t.says(format($$session_revoke('\xff', %L)$$, t.id('s2')), 'sign_in', 'ending a session needs a session');

-- password
select t.says($$password_set('\x11', 'h2', 'h4')$$, 'ok', 'an account sets a new password');
select t.says($$session_get('\x13')$$, 'sign_in', 'a new password ends the other sessions');
select t.says($$session_get('\x11')$$, 'ok', 'a new password keeps the current session');
select t.says($$password_set('\x11', 'h2', 'h4')$$, 'ok', 'the same change again succeeds');
select t.says($$password_set('\x11', 'h2', 'h5')$$, 'conflict', 'a change that was verified against a former hash conflicts');
select t.says($$password_set('\xff', 'h2', 'h5')$$, 'sign_in', 'setting a password needs a session');
select t.says(format($$session_open(%L, 'h1', null, %L, '\x15', 60, null, null)$$, t.id('eve'), core.new_id()), 'bad_credentials', 'a former password that was rehashed does not sign in');
select t.says($$session_close('\x11')$$, 'ok', 'an account signs out');
select t.says($$session_close('\x11')$$, 'sign_in', 'a second sign-out finds no session');

-- time
select t.says(format($$session_open(%L, 'h4', null, %L, '\x16', 60, null, null)$$, t.id('eve'), core.new_id()), 'ok', 'a session of 60 seconds opens');
select t.later('59 seconds');
select t.says($$session_get('\x16')$$, 'ok', 'the session is valid after 59 seconds');
select t.later('61 seconds');
select t.says($$session_get('\x16')$$, 'sign_in', 'the session is over after 61 seconds');
select t.later('0');
do $$ begin for i in 1..60 loop
	perform api_1.session_open(t.id('eve'), 'h4', null, core.new_id(), int4send(i), 60, null, null);
end loop; end $$;
select is((select count(*) from core.session where account_id = t.id('eve')), 50::bigint, 'an account has at most 50 sessions');

-- profile and role
select t.says(format('account_profile(%L)', t.id('mod')), 'ok', 'a profile is found');
select is(t.body('role'), 'moderator', 'a profile has the role');
select ok(t.body('email') is null, 'a profile has no address');
select t.says(format('account_profile(%L)', core.new_id()), 'not_found', 'an unknown account has no profile');
select t.says(format($$role_set(t.token('admin'), %L, 'staff', 'default', %L)$$, t.id('eve'), t.id('entry')), 'ok', 'an admin gives a role on a site');
select is(t.body('role'), 'staff', 'the reply has the new role');
select is((select count(*) from core.audit where id = t.id('entry') and codes ->> 'role' = 'staff'), 1::bigint, 'the new role is audited');
select t.says(format($$role_set(t.token('mod'), %L, 'admin', null, %L)$$, t.id('eve'), core.new_id()), 'forbidden', 'a moderator may not give roles');
select t.says(format($$role_set(t.token('admin'), %L, 'reader', null, %L)$$, t.id('admin'), core.new_id()), 'forbidden', 'an admin may not change the own role');
select t.says(format($$role_set('\xff', %L, 'admin', null, %L)$$, t.id('eve'), core.new_id()), 'sign_in', 'giving a role needs a session');
select t.says(format($$role_set(t.token('admin'), %L, 'staff', 'nowhere', %L)$$, t.id('eve'), core.new_id()), 'not_found', 'a role on an unknown site is not found');

-- an idle session ends, of staff sooner, and always by the end of its life
insert into core.account (id, username, skeleton, password_hash) values (t.id('idler'), 'Idler', 'idler', 'h8');
insert into core.session (id, account_id, token, created_at, expires_at)
select core.new_id(), t.id('idler'), v.token, core.now(), core.now() + v.ends from (values ('\x71'::bytea, interval '100 s'), ('\x72', '100 s')) v (token, ends);
insert into core.account (id, username, skeleton, password_hash) values (t.id('desk'), 'Desk', 'desk', 'h9');
insert into core.role (account_id, site_id, role) values (t.id('desk'), null, 'moderator');
select t.says(format($$session_open(%L, 'h9', null, %L, '\x73', 100, null, null, 40)$$, t.id('desk'), t.id('s9')), 'ok', 'a moderator signs in');
create function t.ends(p_token bytea) returns int language sql as $$
	select round(extract(epoch from s.expires_at - core.now()))::int from core.session s where s.token = p_token and s.expires_at > core.now()
$$;
create function t.used(p_token text, p_min int default 1) returns void language sql as $$
	select t.does(format('sessions_used(%L, 150, 120, 100, 40, %s)', '{' || p_token || '}', p_min))
$$;
select is(t.ends('\x73'), 40, 'a moderator''s session ends sooner');
select t.later('30 s');
select t.used('"\\x71","\\x73","\\xabcd"');
select is(t.ends('\x71'), 100, 'a used session is prolonged');
select is(t.ends('\x73'), 40, 'a moderator''s used session is prolonged for the moderators'' time');
select is(t.ends('\x72'), 70, 'an unused session is not prolonged');
select t.later('32 s');
select t.used('"\\x71"', 5);
select is(t.ends('\x71'), 98, 'a session is not prolonged for less than the minimum');
select t.later('75 s');
select t.used('"\\x71","\\x73"');
select is(t.ends('\x71'), 75, 'no session outlives its maximum life');
select is(t.ends('\x73'), null, 'an expired session stays expired');
select t.later('0');
insert into core.session (id, account_id, token, expires_at) values (core.new_id(), t.id('desk'), '\x74', core.now() + interval '40 s');
select t.later('39 s'); select t.used('"\\x74"');
select t.later('78 s'); select t.used('"\\x74"');
select t.later('110 s'); select t.used('"\\x74"');
select is(t.ends('\x74'), 10, 'a moderator''s session in use ends after the moderators'' longest life');
select t.later('119 s'); select t.used('"\\x74"');
select is(t.ends('\x74'), 1, 'and no use prolongs it');
select t.later('120 s');
select is(t.ends('\x74'), null, 'to the second');
select t.later('75 s');
select t.says('session_get(''\x73'')', 'sign_in', 'an expired session is signed out');
select t.says('session_get(''\x71'')', 'ok', 'a prolonged session is signed in');
insert into core.role (account_id, site_id, role) values (t.id('idler'), null, 'staff');
select t.used('"\\x71"');
select is(t.ends('\x71'), 40, 'a new role shortens the session at its next request');
select t.later('0 s');
select * from finish();
