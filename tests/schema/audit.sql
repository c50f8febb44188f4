-- SPDX-License-Identifier: Apache-2.0
-- Goal: the audit is append-only and records the source of each act. Its readers are limited, and each entry is
-- sealed once.
\i lib/fixture.sql
select plan(44);
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
select t.person('eve'), t.person('owl') \gset
select core.role_put(t.id('eve'), 'admin', t.id('site2'), null, core.new_id()), core.role_put(t.id('owl'), 'auditor', t.id('site2'), null, core.new_id()) \gset
-- a token of 32 bytes, followed by the digest of a network
insert into core.session (id, account_id, token, expires_at) values (t.id('s'), t.id('admin'), sha256('admin'), core.now() + interval '1 day');
select t.says(format($$role_set(%L, %L, 'staff', null, %L)$$, sha256('admin') || '\xabcd', t.id('ann'), t.id('e1')), 'ok', 'a role is given');
select is((select encode(network, 'hex') from core.audit where id = t.id('e1')), 'abcd', 'from where');
select is((select codes from core.audit where id = t.id('e1')), '{"role": "staff", "from": "reader"}', 'and what was before');
select t.says(format($$role_set(t.token('admin'), %L, 'moderator', 'second', %L)$$, t.id('ann'), t.id('e2')), 'ok', 'another');
select is((select network from core.audit where id = t.id('e2')), null, 'from nobody knows where');
select ok((select count(*) = 0 from core.audit a left join core.audit_unsealed w on w.entry = a.id where w.entry is null), 'all wait for a seal');

select t.says(format($$session_open(%L, 'hash of mod', null, %L, '\x01', 60, '\xbeef', null)$$, t.id('mod'), t.id('in')), 'ok', 'a moderator signs in');
select is((select encode(network, 'hex') from core.audit where action = 'sign_in' and object_id = t.id('in')), 'beef', 'which is an entry');
select t.says(format($$session_open(%L, 'hash of mod', null, %L, '\x01', 60, '\xbeef', null)$$, t.id('mod'), t.id('in')), 'ok', 'the same again');
select is((select count(*) from core.audit where object_id = t.id('in')), 1::bigint, 'is none');
select t.says(format($$session_open(%L, 'hash of bob', null, %L, '\x02', 60, '\xbeef', null)$$, t.id('bob'), t.id('in2')), 'ok', 'a reader too');
select is((select count(*) from core.audit where object_id = t.id('in2')), 0::bigint, 'of whom there is none');

-- failed ones
create function t.fails(p_who text) returns text language sql as $$ select format('sign_in_failed(%L, ''\xbeef'')', t.id(p_who)) $$;
set synchronous_commit = on;
select t.says(t.fails('mod'), 'ok', 'a moderator''s sign-in fails');
select is((select object_id::text || encode(network, 'hex') from core.audit where action = 'sign_in_failed' and actor_id = t.id('mod')), t.id('mod') || 'beef', 'which is an entry');
select is(current_setting('synchronous_commit'), 'on', 'whose disk is waited for by nobody else');
select t.says(t.fails('bob'), 'ok', 'a reader''s');
select t.says(t.fails(null), 'ok', 'nobody''s');
select is((select count(*) from core.audit where action = 'sign_in_failed'), 1::bigint, 'are none');
select is((select count(*) from generate_series(1, 30) i, api_1.sign_in_failed(t.id('mod'), case when i > 0 then '\xbeef' end) f), 30::bigint, 'thirty more');
select is((select count(*) from core.audit where action = 'sign_in_failed'), 10::bigint, 'are ten in a minute');

-- who reads
create function t.log(p_who text, p_filter text default 'null, null, null, null, null') returns text language sql as
$$ select format('audit_log(%L, %s, 100, %L)', t.token(p_who), p_filter, 'ffffffff-ffff-ffff-ffff-ffffffffffff') $$;
select t.says(t.log('ann'), 'forbidden', 'a moderator reads no audit');
select t.says(t.log('bob'), 'forbidden', 'nor a reader');
select t.says(t.log('nobody'), 'sign_in', 'nor nobody');
select t.says(t.log('auditor'), 'ok', 'an auditor does');
select is(json_array_length(t.json() -> 'entries'), (select count(*)::int from core.audit), 'all of it');
select t.says(t.log('eve'), 'ok', 'an admin of one site');
select is((select array_agg(distinct e ->> 'site') from json_array_elements(t.json() -> 'entries') e), '{second}', 'reads that site''s');
select t.does(format($$session_open(%L, 'hash of owl', null, %L, '\x03', 60, '\xbeef', null)$$, t.id('owl'), core.new_id()));
select t.does(t.fails('owl'));
select t.does('password_set(t.token(''owl''), ''hash of owl'', ''another'')');
select core.account_password('owl', 'and another') \gset
insert into core.session (id, account_id, token, expires_at) values (core.new_id(), t.id('owl'), t.token('owl'), core.now() + interval '1 day');
select t.says(format('sanction_add(t.token(''owl''), %L, %L, ''mute'', null, ''spam'', null, null, null, null, null, null, null)', t.id('ann'), core.new_id()), 'forbidden', 'what an auditor may not');
select t.says(t.log('eve'), 'ok', 'and of her staff');
select is((select array_agg(distinct e ->> 'action' order by e ->> 'action') from json_array_elements(t.json() -> 'entries') e where e ->> 'site' is null),
	'{password,refused,sign_in,sign_in_failed}', 'what they did that belongs to no site');
select is((select count(*) from json_array_elements(t.json() -> 'entries') e where e ->> 'site' is null and e ->> 'action' = 'password'), 2::bigint, 'or was done to them');
select is((select array_agg(distinct e #>> '{actor,username}') from json_array_elements(t.json() -> 'entries') e where e ->> 'action' = 'sign_in'), '{owl}', 'not of others');
select t.says(t.log('owl', format('%L, null, %L, null, null', t.id('admin'), 'role')), 'ok', 'and its auditor, with filters');
select is((select array_agg(e ->> 'id') from json_array_elements(t.json() -> 'entries') e), array[t.id('e2')::text], 'one entry');

-- erasing
select core.audit_write(t.id('p1'), null, 'note', t.id('ann'), null, '{}', '{"note":"secret"}') \gset
select throws_ok(format('delete from core.audit_private where entry = %L', t.id('p1')), '42501', null, 'a private part is not just deleted');
select ok(core.audit_erase(t.id('p1'), t.id('admin'), 'asked'), 'it is erased');
select ok(not core.audit_erase(t.id('p1'), t.id('admin'), 'asked'), 'once');
select is((select count(*) from core.audit where action = 'erase' and object_id = t.id('p1')), 1::bigint, 'which is an entry');

-- sealing
create function t.seal(p_number bigint, p_previous bytea, p_entries uuid[]) returns text language sql as $$
	select format('audit_seal(%s, 1, %L, %L, %L, %L, %L, %L)', p_number, p_previous, sha256(p_number::text::bytea),
		sha256('a') || sha256('b'), sha256('k'), p_entries, (select array_agg(sha256(e::text::bytea)) from unnest(p_entries) e))
$$;
select t.says(t.seal(2, sha256('0'), array[t.id('e1')]), 'conflict', 'the second before the first');
select t.says(t.seal(1, sha256('0'), array[t.id('e1')]), 'ok', 'the first');
select t.says(t.seal(1, sha256('0'), array[t.id('e2')]), 'conflict', 'the first again: the chain does not fork');
select t.says(t.seal(2, sha256('0'), array[t.id('e2')]), 'conflict', 'one that does not follow');
select t.says(t.seal(2, sha256('1'), array[t.id('e1'), t.id('e2')]), 'conflict', 'an entry twice');
select is((select count(*) from api_1.audit_unsealed(1000) where outcome = 'entry'), (select count(*) - 1 from core.audit), 'the others wait');
select * from finish();
