-- SPDX-License-Identifier: Apache-2.0
-- Goal: an act that needs a fresh proof is refused without one, with any viewer parameter; a proof renews the token once.
\i lib/fixture.sql
select plan(31);
update core.account set password_hash = 'hash of ' || username where true;
create function t.role(p_viewer bytea) returns text language sql as $$
	select format('role_set(%L, %L, ''staff'', ''default'', %L)', p_viewer, t.id('ann'), core.new_id())
$$;
create function t.step_up(p_viewer bytea, p_token text, p_hash text default 'hash of admin') returns text language sql as $$
	select format('session_step_up(%L, %L, %L, %L)', p_viewer, p_hash, sha256(p_token::bytea), core.new_id())
$$;
-- as the worker sends it: digests of 32 bytes, then seconds
create function t.viewer(p_token text, p_fresh int) returns bytea language sql as $$
	select sha256(p_token::bytea) || sha256('network') || decode(lpad(to_hex(p_fresh), 8, '0'), 'hex')
$$;
update core.session set token = sha256('ada') where account_id = t.id('admin');

select t.says(t.role(t.viewer('ada', 600)), 'ok', 'a session that was just opened is fresh');
select t.later('599 s');
select t.says(t.role(t.viewer('ada', 600)), 'ok', 'it is fresh for the whole time of the setting');
select t.later('600 s');
select t.says(t.role(t.viewer('ada', 600)), 'confirm', 'and no second longer');
select is(t.json()::text, '{"methods" : ["password"]}', 'the refusal says how to prove oneself');
select t.says(t.role(t.viewer('ada', 700)), 'ok', 'the worker passes the setting');
select t.says(t.role(sha256('ada')), 'confirm', 'without it ten minutes hold');
select t.says(format('session_get(%L)', t.viewer('ada', 600)), 'ok', 'the session is open for all else');
select is((select count(*) from core.audit where action = 'refused' and actor_id = t.id('admin')), 0::bigint, 'a missing proof is no refused attempt');

select t.says(t.step_up(t.viewer('ada', 600), 'new', 'another hash'), 'bad_credentials', 'a password that changed meanwhile proves nothing');
select t.says(t.step_up(t.viewer('nobody', 600), 'new'), 'sign_in', 'a proof needs a session');
select t.says(t.step_up(t.viewer('ada', 600), 'new'), 'ok', 'the password proves the person');
select t.says(t.step_up(t.viewer('ada', 600), 'new'), 'ok', 'the same call again succeeds');
select is((select count(*) from core.audit where action = 'confirm' and actor_id = t.id('admin') and codes ->> 'method' = 'password'), 1::bigint, 'the proof of staff is audited once');
select t.says(t.step_up(t.viewer('ada', 600), 'newer'), 'sign_in', 'the former token proves nothing more');
select t.says(format('session_get(%L)', t.viewer('ada', 600)), 'sign_in', 'the former token opens nothing');
select t.says(t.role(t.viewer('new', 600)), 'ok', 'the new token is fresh');
select is((select count(*) from core.session where account_id = t.id('admin')), 1::bigint, 'the session is the same');

update core.account set password_hash = core.no_password() where id = t.id('admin');
select t.later('2 h');
select t.says(t.role(t.viewer('new', 600)), 'confirm', 'an account of a publisher needs a proof too');
select is(t.body('methods,0'), 'provider', 'and gives it there');
select t.says(t.step_up(t.viewer('new', 600), 'third', core.no_password()), 'confirm', 'its missing password proves nothing');
select t.says(t.role(t.viewer('new', 600)), 'confirm', 'and changes nothing');

-- a code of an app
insert into core.totp (id, account_id, secret, made_at, confirmed_at) values (core.new_id(), t.id('admin'), '\x00', core.now(), core.now());
create function t.prove(p_token text, p_step bigint, p_new text, p_entry uuid default core.new_id()) returns text language sql as $$
	select format('factor_prove(%L, %L, null, %L, 60, 60, ''net'', ''agent'', null, %L)', sha256(p_token::bytea), p_step, sha256(p_new::bytea), p_entry)
$$;
select t.says(t.prove('new', 7, 'coded'), 'ok', 'a code proves the person in a session');
select t.says(t.prove('new', 7, 'coded'), 'ok', 'the same call again succeeds');
select t.says(t.role(t.viewer('coded', 600)), 'ok', 'the new token is fresh');
select t.says(t.prove('new', 8, 'other'), 'sign_in', 'the former token proves nothing more');
select is((select count(*) from core.audit where action = 'confirm' and actor_id = t.id('admin') and codes ->> 'method' = 'totp'), 1::bigint, 'the code of staff is audited once');
select t.says(t.prove('coded', 7, 'other'), 'wrong', 'a used code is wrong');
update core.session set failures = 8 where token = sha256('coded');
select t.says(t.prove('coded', 7, 'other'), 'wrong', 'the ninth wrong code or password leaves the session');
select is((select failures from core.session where token = sha256('coded')), 9, 'and is counted in it');
select t.says(t.prove('coded', 7, 'other'), 'ended', 'the tenth ends it');
select is((select count(*) from core.session where account_id = t.id('admin')), 0::bigint, 'it is gone');
select * from finish();
