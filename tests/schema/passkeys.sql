-- SPDX-License-Identifier: Apache-2.0
-- Goal: a passkey belongs to one account and one host; its use counts once for each challenge, each counter and each write.
\i lib/fixture.sql
select plan(34);
create function t.soon() returns bigint language sql as $$ select extract(epoch from core.now())::bigint + 300 $$;
create function t.add(p_who text, p_key text, p_challenge text, p_counter bigint default 0, p_entry uuid default core.new_id()) returns text language sql as $$
	select format('passkey_add(%L, %L, ''talk.example'', %L, -7, %L, %s, %L, ''usb'', false, false, %L, %s, %L)', t.token(p_who), t.id('key ' || p_key),
		convert_to(p_key, 'UTF8'), '\x00'::bytea, p_counter, 'Key ' || p_key, sha256(p_challenge::bytea), t.soon(), p_entry)
$$;
create function t.open(p_key text, p_challenge text, p_session text, p_counter bigint default 0, p_expires bigint default t.soon()) returns text language sql as $$
	select format('passkey_open(%L, %s, true, %L, %s, %L, %L, 1000, 500, ''\x00'', ''agent'', null, true, %L)', t.id('key ' || p_key), p_counter,
		sha256(p_challenge::bytea), p_expires, t.id('session ' || p_session), sha256(p_session::bytea), core.new_id())
$$;
create function t.counts(p_who text, p_action text) returns bigint language sql as $$
	select count(*) from core.audit where actor_id = t.id(p_who) and action = p_action
$$;
update core.account set email = 'ann@mail.example', email_verified = true where id = t.id('ann');

-- keeping one
select t.says(t.add('nobody', 'a', '0'), 'sign_in', 'a passkey needs a session');
select t.says(t.add('ann', 'a', '1'), 'ok', 'an account keeps a passkey');
select is(t.body('name') || t.body('usable'), 'Key atrue', 'and sees it');
select t.says(t.add('ann', 'a', '1'), 'ok', 'the same call again succeeds');
select is((select count(*) from core.passkey), 1::bigint, 'and keeps one');
select is(t.counts('ann', 'factor'), 1::bigint, 'a new passkey is audited once');
select is((select count(*) from core.outbox where template = 'factor_changed' and data ->> 'factor' = 'passkey_added'), 1::bigint, 'a verified address is told once');
select t.says(t.add('ann', 'b', '1'), 'expired', 'a challenge makes one passkey');
select t.says(t.add('bob', 'a2', '2'), 'ok', 'another account keeps its own');
update core.passkey set credential = 'a' where id = t.id('key a');
select t.says(replace(t.add('bob', 'c', '3'), quote_literal('c'::bytea), quote_literal('a'::bytea)), 'passkey_known', 'a credential has one account');
select is(core.factors(t.id('ann')), array['passkey'], 'a passkey is a second factor');

-- finding one
select t.says($$passkey_find(null, 'talk.example', 'a')$$, 'ok', 'the credential finds it');
select is(t.body('account'), t.id('ann')::text, 'with its account');
select is(t.body('user'), rtrim(translate(encode(uuid_send(t.id('ann')), 'base64'), '+/', '-_'), '='), 'as authenticators keep it');
select t.says($$passkey_find(null, 'other.example', 'a')$$, 'not_found', 'not on another host');
select t.says($$passkey_find(null, 'talk.example', 'none')$$, 'not_found', 'an unknown one is not found');
select t.says(format('passkey_find(%L, ''talk.example'', ''a'')', t.token('bob')), 'not_found', 'in a session only that of its account is found');
select t.says(format('passkey_find(%L, ''talk.example'', ''a'')', t.token('ann')), 'ok', 'which is found');

-- using one
select t.says(t.open('a', 'o1', 's1'), 'ok', 'a passkey signs in');
select is((select s.pending::text || (s.factor_at is not null) from core.session s where s.id = t.id('session s1')), 'falsetrue', 'which counts as both factors');
select t.says(t.open('a', 'o1', 's1'), 'ok', 'the same call again succeeds');
select t.says(t.open('a', 'o1', 's2'), 'expired', 'a challenge opens one session');
select t.says(t.open('a', 'o2', 's3', 0, t.soon() - 301), 'expired', 'a challenge that is too old opens none');
select t.says(t.open('none', 'o3', 's4'), 'not_found', 'an unknown passkey opens none');
update core.passkey set counter = 7 where id = t.id('key a');
select t.says(t.open('a', 'o4', 's5', 7), 'counter', 'a counter that stands still is refused');
select t.says(t.open('a', 'o5', 's6', 0), 'counter', 'so is one that ended');
select is(t.counts('ann', 'refused'), 2::bigint, 'each is audited');
select t.says(t.open('a', 'o6', 's7', 8), 'ok', 'a counter that grows is accepted');
select is((select count(*) from core.session where account_id = t.id('ann') and id in (t.id('session s2'), t.id('session s3'), t.id('session s5'), t.id('session s6'))), 0::bigint, 'no refusal opened a session');

-- the list
select t.says(format('passkey_rename(%L, %L, ''talk.example'', ''x'')', t.token('bob'), t.id('key a')), 'not_found', 'nobody renames another''s');
select t.says(format('passkey_remove(%L, %L, %L)', t.token('bob'), t.id('key a'), core.new_id()), 'not_found', 'nor removes it');
select t.says(format('passkey_remove(%L, %L, %L)', t.token('ann'), t.id('key a'), t.id('removal')), 'ok', 'its account removes it');
select t.says(format('passkey_remove(%L, %L, %L)', t.token('ann'), t.id('key a'), t.id('removal')), 'ok', 'the same call again succeeds');
select t.says(format('passkey_list(%L, ''talk.example'')', t.token('ann')), 'ok', 'the list is left');
select * from finish();
