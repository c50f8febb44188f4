-- SPDX-License-Identifier: Apache-2.0
-- Goal: a one-time code opens one session of a frame, which lives and ends with the sign-in that it came from.
\i lib/fixture.sql
select plan(41);
create function t.handover(p_who text, p_code text, p_id uuid default core.new_id(), p_life int default 60) returns text language sql as $$
	select format('session_handover(%L, %L, %L, %s)', case when p_who like '\\x%' then p_who else t.token(p_who)::text end, p_id, p_code, p_life)
$$;
create function t.exchange(p_code text, p_token text, p_session uuid default core.new_id()) returns text language sql as $$
	select format('session_exchange(%L, %L, %L, null, ''agent'', %L)', p_code, p_session, p_token, core.new_id())
$$;
create function t.refusals() returns bigint language sql as $$
	select count(*) from core.audit where action = 'refused' and codes ->> 'act' = 'session_exchange'
$$;
update core.session set created_at = core.now() - interval '3 days';

-- a code, once
select t.says(t.handover('ann', '\xc1', t.id('h1')), 'ok', 'a session makes a code');
select alike(t.body('expires_at'), '20%T%Z', 'the reply has the end of the code');
select t.says(t.handover('ann', '\xc1', t.id('h1')), 'ok', 'the same call again succeeds');
select is((select count(*) from core.session_code), 1::bigint, 'the same call again makes no second code');
select t.says(t.handover('\xff', '\xc9'), 'sign_in', 'a code needs a session');
select t.says(t.exchange('\xc1', '\xf1', t.id('f1')), 'ok', 'the code opens a session');
select is(t.body('account,username'), 'ann', 'the session belongs to the account that made the code');
select t.says(t.exchange('\xc1', '\xf1', t.id('f1')), 'ok', 'the same exchange again succeeds');
select is((select count(*) from core.session where account_id = t.id('ann')), 2::bigint, 'the same exchange again opens no second session');
select is(t.refusals(), 0::bigint, 'the same exchange again is no replay');
select t.says(t.exchange('\xc1', '\xf2'), 'bad_code', 'a used code opens no other session');
select is(t.refusals(), 1::bigint, 'a replay is audited');
select t.says($$session_get('\xf1')$$, 'ok', 'a replay leaves the session alone');
select t.says(t.exchange('\xc8', '\xf2'), 'bad_code', 'an unknown code opens no session');
select t.says(t.exchange('\xf1', '\xf2'), 'bad_code', 'the token of a session is no code');
select t.says($$session_get('\xc1')$$, 'sign_in', 'a code is no token of a session');
select t.says(t.handover('\xf1', '\xc2'), 'forbidden', 'the session of a frame makes no code');

-- time
select t.says(t.handover('ann', '\xc3'), 'ok', 'a session makes another code');
select t.later('61 s');
select t.says(t.exchange('\xc3', '\xf3'), 'bad_code', 'a code ends unused after its life');
select is(t.refusals(), 2::bigint, 'a code that is too old is audited');
select t.later('0');
select t.does(t.handover('ann', '\xc4', p_life => 600)) \gset
update core.session set expires_at = core.now() where token = t.token('ann');
select t.says(t.exchange('\xc4', '\xf4'), 'bad_code', 'a code ends with the session that made it');
update core.session set expires_at = core.now() + interval '30 days' where token = t.token('ann');

-- it counts as its sign-in
select is((select array_agg(distinct s.created_at)::text from core.session s where s.account_id = t.id('ann')),
	(select array_agg(s.created_at)::text from core.session s where s.token = t.token('ann')), 'the session of a frame is as old as its sign-in');
select t.does(format('sessions_used(%L, 2592000, 2592000, 1000, 1000, 1)', array['\xf1'::bytea])) \gset
select is((select array_agg(round(extract(epoch from s.expires_at - core.now()))::int)::text from core.session s where s.account_id = t.id('ann')), '{1000,1000}',
	'the use of a frame''s session is use of its sign-in');
select t.does(format('sessions_used(%L, 2592000, 2592000, 2000, 2000, 1)', array[t.token('ann')])) \gset
select is((select round(extract(epoch from s.expires_at - core.now()))::int from core.session s where s.token = '\xf1'), 1000, 'the use of a sign-in is no use of its frame''s session');
select t.does(format('sessions_used(%L, 259260, 259260, 1000, 1000, 1)', array['\xf1'::bytea])) \gset
select is((select round(extract(epoch from s.expires_at - core.now()))::int from core.session s where s.token = '\xf1'), 60, 'a frame''s session does not outlive its sign-in''s longest life');

-- it is listed, and ends with its sign-in
select t.says(format('session_list(%L, true)', t.token('ann')), 'ok', 'an account lists its sessions');
select is((select string_agg(s ->> 'framed', ' ' order by s ->> 'framed') from json_array_elements(t.json() -> 'sessions') s), 'false true', 'the session of a frame is listed as such');
select t.says($$session_close('\xf1')$$, 'ok', 'a frame signs out');
select t.says(format('session_get(%L)', t.token('ann')), 'ok', 'the sign-in stays');
select t.does(t.handover('bob', '\xc5')), t.does(t.exchange('\xc5', '\xf5')), t.does(t.handover('bob', '\xc6')) \gset
select t.says($$session_get('\xf5')$$, 'ok', 'a frame is signed in');
select t.says(format('session_close(%L)', t.token('bob')), 'ok', 'its sign-in signs out');
select t.says($$session_get('\xf5')$$, 'sign_in', 'the session of the frame has ended too');
select t.says(t.exchange('\xc6', '\xf6'), 'bad_code', 'the open code has ended too');
select t.does(t.handover('cho', '\xc7')), t.does(t.exchange('\xc7', '\xf7')) \gset
select t.does(format('password_set(%L, ''hash of cho'', ''h2'')', t.token('cho'))) \gset
select t.says($$session_get('\xf7')$$, 'sign_in', 'a new password ends the session of a frame');
select t.says(format('session_get(%L)', t.token('cho')), 'ok', 'a new password keeps the sign-in that set it');
select t.does(t.handover('dan', '\xca')), t.does(t.exchange('\xca', '\xfa')), t.does(t.handover('dan', '\xcb')) \gset
select t.does(format('sanction_add(t.token(''admin''), %L, core.new_id(), ''ban'', null, ''spam'', null, null, null, null, null, null, null)', t.id('dan'))) \gset
select t.says($$session_get('\xfa')$$, 'sign_in', 'a ban ends the session of a frame');
select t.says(t.exchange('\xcb', '\xfb'), 'bad_code', 'a ban ends an open code');

-- staff
select t.does(t.handover('mod', '\xcc')), t.does(t.exchange('\xcc', '\xfc', t.id('f12'))) \gset
select is((select codes::text from core.audit where action = 'sign_in' and object_id = t.id('f12')), '{"role": "moderator"}', 'the sign-in of a moderator in a frame is audited');

-- retention
select t.later('65 min');
select t.does('sweep(100, 1, 1)') \gset
select is((select count(*) from core.session_code), 0::bigint, 'the sweep deletes codes an hour after their end');
select t.later('31 days');
select t.does('sweep(100, 1, 1)') \gset
select is((select count(*) from core.session), 0::bigint, 'the sweep deletes ended sessions and those of their frames');
select is((select count(*) from core.session where parent_id is not null), 0::bigint, 'none of a frame is left');
select * from finish();
