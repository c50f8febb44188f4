-- SPDX-License-Identifier: Apache-2.0
-- Goal: after a hundred failures in a row a password opens no session from unknown places, and the owner has ways in.
\i lib/fixture.sql
select plan(54);

insert into core.account (id, username, skeleton, email, email_verified, password_hash, created_at)
select t.id(n), n, n, n || '@x.example', n <> 'bare', 'h ' || n, core.now() from unnest('{owl,bare,wren}'::text[]) n;
create function t.fail(p_who text, p_times int, p_network text default 'far', p_device bytea default null) returns text language sql as $$
	select string_agg(distinct f.outcome, ' ') from generate_series(1, p_times) i, api_1.sign_in_failed(t.id(p_who), p_network, case when i > 0 then core.new_id() end, p_device) f
$$;
create function t.open(p_who text, p_network text default 'far', p_device bytea default null, p_hash text default null) returns text language sql as $$
	select f.outcome from api_1.session_open(t.id(p_who), coalesce(p_hash, 'h ' || p_who), null, core.new_id(), sha256(core.new_id()::text::bytea), 60, p_network, 'agent', null, p_device) f
$$;
create function t.secret(p_who text, p_network text default 'far', p_device bytea default null) returns text language sql as $$
	select concat_ws(' ', s.outcome, coalesce(s.place, 'unknown'), case when s.refused then 'refused' end) from api_1.account_secret(p_who, p_device, p_network) s
$$;
create function t.count(p_who text) returns int language sql as $$ select failures from core.sign_in_failures where account_id = t.id(p_who) $$;
create function t.mails(p_who text) returns bigint language sql as $$ select count(*) from core.outbox where account_id = t.id(p_who) and template = 'sign_in_limited' $$;

-- places
select is(t.secret('owl', 'home', '\xd1'), 'ok unknown', 'before its first sign-in an account knows no place');
select is(t.open('owl', 'home', '\xd1'), 'ok', 'a sign-in at home with a cookie');
select is(t.secret('owl', 'far', '\xd1'), 'ok device', 'the cookie is a known device in any network');
select is(t.secret('owl', 'home'), 'ok network', 'the network is known without a cookie');
select is(t.secret('owl', 'home', '\xd2'), 'ok network', 'the network is known with another cookie');
select is(t.secret('owl', 'far', '\xd2'), 'ok unknown', 'another cookie elsewhere is unknown');
select is(t.secret('wren', 'home', '\xd1'), 'ok unknown', 'neither is known to another account');
select is(t.open('wren', 'home', '\xd1'), 'ok', 'another account signs in there');
select is(t.secret('owl@x.example', 'far', '\xd1'), 'ok device', 'the device is known by the account''s address too');
select is(t.secret('nobody', 'home', '\xd1'), 'not_found unknown', 'an unknown login has no known place');
select is((select count(*) from core.known_device a join core.known_device b on a.mark = b.mark and a.account_id < b.account_id
	where a.mark <> '\xd1' and a.mark <> sha256(convert_to('home agent', 'UTF8'))), 0::bigint, 'the mark of a network relates no accounts');

-- the count
select is(t.fail('owl', 99), 'ok', '99 failures are recorded');
select is(t.count('owl'), 99, 'each counts');
select is(t.secret('owl'), 'ok unknown', 'after 99 failures a password is still compared');
select is(t.mails('owl'), 0::bigint, 'no mail yet');
select t.says(format($$sign_in_failed(%L, 'far', %L)$$, t.id('owl'), t.id('f100')), 'limited', 'the hundredth failure says so');
select t.says(format($$sign_in_failed(%L, 'far', %L)$$, t.id('owl'), t.id('f100')), 'ok', 'the same call again does not');
select is(t.count('owl'), 100, 'and counts once');
select is(t.mails('owl'), 1::bigint, 'the owner gets one mail');
select is((select token_purpose from core.outbox where account_id = t.id('owl') and template = 'sign_in_limited'), 'reset', 'with a link that resets the password');
select is(t.fail('owl', 30), 'ok', 'later failures are recorded');
select is(t.mails('owl'), 1::bigint, 'without a second mail');
select is(t.secret('owl'), 'ok unknown refused', 'a stranger''s password is refused');
select is(t.secret('nobody'), 'not_found unknown', 'an unknown login is not');
select is(t.open('owl'), 'bad_credentials', 'a right password that was verified before opens no session from elsewhere');
select is(t.count('owl'), 131, 'and counts as a failure');

-- ways in
select is(t.secret('owl', 'home'), 'ok network', 'the known network is not refused');
select is(t.secret('owl', 'far', '\xd1'), 'ok device', 'the known device is not refused');
select is(t.open('owl', 'far', '\xd1'), 'ok', 'the known device signs in');
select is(t.count('owl'), null, 'which is a fresh proof');
select is(t.open('owl', 'farther'), 'ok', 'then the password opens a session from elsewhere again');
select is(t.fail('owl', 100), 'limited ok', 'a hundred failures again');
select is(t.mails('owl'), 2::bigint, 'cause a second mail');
insert into core.token (digest, account_id, purpose, address, made_at, expires_at)
values ('\xf1', t.id('owl'), 'reset', 'owl@x.example', core.now(), core.now() + interval '1 hour');
select t.says($$password_reset('\xf1', 'new hash', '\xd7', 'hotel')$$, 'ok', 'a link of a mail sets a new password');
select is(t.count('owl'), null, 'which is a fresh proof');
select is(t.secret('owl', 'far', '\xd7'), 'ok device', 'and makes its device known');
select is(t.secret('owl', 'hotel'), 'ok network', 'and its network');
select is((select t.fail('bare', 100)), 'limited ok', 'an account without a verified address is limited');
select is(t.mails('bare'), 0::bigint, 'without a mail');
select is(core.account_password('bare', 'h bare'), 'ok', 'the operator sets its password');
select is(t.secret('bare'), 'ok unknown', 'which is a fresh proof');

-- a device has a limit of its own
select is(t.fail('wren', 9, 'far', '\xd1'), 'ok', 'nine failures with a known cookie');
select is(t.secret('wren', 'far', '\xd1'), 'ok device', 'leave the device known');
select is(t.fail('wren', 1, 'far', '\xd1'), 'ok', 'the tenth');
select is(t.secret('wren', 'far', '\xd1'), 'ok unknown', 'makes the device unknown');
select is(t.secret('owl', 'far', '\xd1'), 'ok device', 'to that account only');
select is(t.open('wren', 'home', '\xd1'), 'ok', 'a good sign-in');
select is(t.secret('wren', 'far', '\xd1'), 'ok device', 'makes it known again');

-- a second factor that was not proven yet
insert into core.totp (id, account_id, secret, made_at, confirmed_at) values (core.new_id(), t.id('wren'), '\x00', core.now(), core.now());
select is(t.fail('wren', 1), 'ok', 'a failure');
select is(t.open('wren', 'cafe', '\xd9'), 'pending', 'a right password of an account with a second factor');
select is(t.count('wren'), 1, 'proves nothing yet');
select is(t.secret('wren', 'cafe', '\xd9'), 'ok unknown', 'and makes no place known');
insert into core.passkey (id, account_id, host, credential, alg, public_key, counter, name, transports, may_sync, synced, made_at)
values (t.id('key'), t.id('wren'), 'x', '\x01', -8, '\x02', 0, 'key', '', false, false, core.now());
select t.says(format($$passkey_open(%L, 1, false, '\xc1', 4000000000, %L, '\xaa', 60, 60, 'cafe', 'agent', null, false, %L)$$, t.id('key'), core.new_id(), core.new_id()), 'ok', 'a passkey signs in');
select is(t.count('wren'), null, 'which is a fresh proof');
select * from finish();
