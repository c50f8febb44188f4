-- SPDX-License-Identifier: Apache-2.0
-- Goal: each event that makes an account's sessions doubtful ends all of them, and no other account's; the cause is audited for staff.
\i lib/fixture.sql
select plan(22);
create function t.opens(p_who text, n int default 2) returns void language sql as $$
	insert into core.session (id, account_id, token, expires_at)
	select core.new_id(), t.id(p_who), t.token(p_who || i), core.now() + interval '30 days' from generate_series(1, n) i
$$;
create function t.open(p_who text) returns bigint language sql as $$ select count(*) from core.session where account_id = t.id(p_who) $$;
create function t.causes(p_who text) returns text language sql as $$
	select string_agg(concat(codes ->> 'why', ' ', codes ->> 'sessions'), ', ' order by seq) from core.audit where action = 'sessions_end' and object_id = t.id(p_who)
$$;
create function t.set_role(p_whom text, p_role text, p_areas text default null) returns text language sql as $$
	select format('role_set(%L, %L, %L, ''default'', %L, null, null, %L)', t.token('admin'), t.id(p_whom), p_role, core.new_id(), p_areas)
$$;

select t.opens('ann'), t.opens('bob') \gset
select t.does(t.set_role('ann', 'moderator')) \gset
select is(t.open('ann'), 0::bigint, 'a new role ends the sessions');
select is(t.causes('ann'), 'role 3', 'the audit has the cause and the number');
select t.opens('ann') \gset
select t.does(t.set_role('ann', 'moderator')) \gset
select is(t.open('ann'), 2::bigint, 'the same role again ends none');
select t.does(t.set_role('ann', 'moderator', 'cases')) \gset
select is(t.open('ann'), 0::bigint, 'a narrower role ends them');
select t.opens('ann') \gset
select t.does(t.set_role('ann', 'reader')) \gset
select is(t.open('ann'), 0::bigint, 'the loss of the role ends them');
select is(t.causes('ann'), 'role 3, role 2', 'the audit follows accounts with a role');

-- an own acceptance
select core.role_offer_put(t.id('bob'), 'staff', t.id('site'), t.id('admin'), core.new_id(), null) \gset
select format('role_answer(%L, %L, true, %L)', t.token('bob1'), (select id from core.role_offer where account_id = t.id('bob')), core.new_id()) as accept \gset
select t.later('11 min');
select t.says(:'accept', 'confirm', 'a role is accepted with a fresh proof');
select is(t.open('bob'), 3::bigint, 'without one nothing changes');
select t.later('0');
select t.says(:'accept', 'ok', 'a fresh session accepts the role');
select is((select string_agg(convert_from(token, 'UTF8'), ' ') from core.session where account_id = t.id('bob')), 'bob1', 'only the session that accepted it stays');

-- password, ban, addresses, provider
select t.opens('cho') \gset
select t.says(format('password_set(%L, ''hash of cho'', ''other hash'')', t.token('cho1')), 'ok', 'a password is changed');
select is(t.open('cho'), 1::bigint, 'all other sessions end');
select t.opens('dan') \gset
select t.does(format('sanction_add(%L, %L, %L, ''ban'', null, ''spam'', null, null, null, null, null, null, null)', t.token('mod'), t.id('dan'), core.new_id())) \gset
select is(t.open('dan'), 0::bigint, 'a ban ends all sessions');
select core.account_email('staff', 'new@mail.example') as said \gset
select is(:'said'::text, 'ok', 'the operator sets another address');
select is(t.open('staff') || ' ' || t.causes('staff'), '0 address 1', 'all sessions end');
update core.account set email = 'mod@mail.example', email_verified = true where id = t.id('mod');
insert into core.email_change (account_id, address, former, at, confirmed_at) values (t.id('mod'), 'other@mail.example', 'mod@mail.example', core.now(), core.now());
insert into core.token (digest, purpose, account_id, address, made_at, expires_at) values ('\x01', 'email_old', t.id('mod'), 'mod@mail.example', core.now(), core.now() + interval '1 day');
select t.says($$email_confirm('\x01')$$, 'ok', 'a change of the address is approved');
select is(t.open('mod') || ' ' || t.causes('mod'), '0 address 1', 'all sessions end');
select t.opens('mod2') \gset
insert into core.identity (issuer, subject, account_id, provider_id, made_at, last_at)
	select 'iss', 's', t.id('mod2'), p, core.now(), core.now() from (select core.provider_put(t.id('p'), 'default', 'news', '{"title": "N", "issuer": "iss", "audience": "aud", "algorithms": ["HS256"]}', '{"keys": []}')) x (said), (values (t.id('p'))) y (p) where x.said = 'ok';
select t.says(format('sign_on_end(%L, ''\x02'', 4102444800, ''s'', %L)', t.id('p'), core.new_id()), 'ok', 'the publisher signs the reader out');
select is(t.open('mod2') || ' ' || t.causes('mod2'), '0 sign_out 3', 'all sessions end');
select t.opens('mod2') \gset
select is(core.provider_remove('default', 'news'), true, 'the provider is removed');
select is(t.open('mod2') || ' ' || t.causes('mod2'), '0 sign_out 3, provider 2', 'the sessions of its readers end');
select is(t.open('admin') || ' ' || t.open('auditor'), '1 1', 'other accounts keep their sessions');
select * from finish();
