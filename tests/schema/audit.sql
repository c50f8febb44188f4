-- SPDX-License-Identifier: Apache-2.0
-- Goal: the audit is append-only and records the source of each act. Its readers are limited, and each entry is
-- sealed once.
\i lib/fixture.sql
select plan(44);
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
select t.person('eve'), t.person('owl') \gset
select t.role_put(t.id('eve'), 'admin', t.id('site2'), null, core.new_id()), t.role_put(t.id('owl'), 'auditor', t.id('site2'), null, core.new_id()) \gset
-- a token of 32 bytes, followed by the digest of a network
insert into core.session (id, account_id, token, expires_at) values (t.id('s'), t.id('admin'), sha256('admin'), core.now() + interval '1 day');
select t.says(format($$role_set(%L, %L, 'staff', null, %L)$$, sha256('admin') || '\xabcd', t.id('ann'), t.id('e1')), 'ok', 'an admin gives a role');
select is((select encode(network, 'hex') from core.audit where id = t.id('e1')), 'abcd', 'the entry has the admin''s network');
select is((select codes from core.audit where id = t.id('e1')), '{"role": "staff", "from": "reader"}', 'the entry has the former role');
select t.says(format($$role_set(t.token('admin'), %L, 'moderator', 'second', %L)$$, t.id('ann'), t.id('e2')), 'ok', 'an admin gives another role');
select is((select network from core.audit where id = t.id('e2')), null, 'an entry without a known network has none');
select ok((select count(*) = 0 from core.audit a left join core.audit_unsealed w on w.entry = a.id where w.entry is null), 'all entries wait for a seal');

select t.says(format($$session_open(%L, 'hash of mod', null, %L, '\x01', 60, '\xbeef', null)$$, t.id('mod'), t.id('in')), 'ok', 'a moderator signs in');
select is((select encode(network, 'hex') from core.audit where action = 'sign_in' and object_id = t.id('in')), 'beef', 'a moderator''s sign-in is audited');
select t.says(format($$session_open(%L, 'hash of mod', null, %L, '\x01', 60, '\xbeef', null)$$, t.id('mod'), t.id('in')), 'ok', 'the same sign-in again succeeds');
select is((select count(*) from core.audit where object_id = t.id('in')), 1::bigint, 'the same sign-in again is not audited twice');
select t.says(format($$session_open(%L, 'hash of bob', null, %L, '\x02', 60, '\xbeef', null)$$, t.id('bob'), t.id('in2')), 'ok', 'a reader signs in');
select is((select count(*) from core.audit where object_id = t.id('in2')), 0::bigint, 'a reader''s sign-in is not audited');

-- failed ones
create function t.fails(p_who text) returns text language sql as $$ select format('sign_in_failed(%L, ''\xbeef'')', t.id(p_who)) $$;
set synchronous_commit = on;
select t.says(t.fails('mod'), 'ok', 'a failed sign-in of a moderator is reported');
select is((select object_id::text || encode(network, 'hex') from core.audit where action = 'sign_in_failed' and actor_id = t.id('mod')), t.id('mod') || 'beef', 'a moderator''s failed sign-in is audited with its network');
select is(current_setting('synchronous_commit'), 'on', 'other transactions still wait for the disk');
select t.says(t.fails('bob'), 'ok', 'a failed sign-in of a reader is reported');
select t.says(t.fails(null), 'ok', 'a failed sign-in of an unknown account is reported');
select is((select count(*) from core.audit where action = 'sign_in_failed'), 1::bigint, 'failed sign-ins of readers are not audited');
select is((select count(*) from generate_series(1, 30) i, api_1.sign_in_failed(t.id('mod'), case when i > 0 then '\xbeef' end) f), 30::bigint, 'thirty more sign-ins of a moderator fail');
select is((select count(*) from core.audit where action = 'sign_in_failed'), 10::bigint, 'at most ten failed sign-ins a minute are audited');

-- who reads
create function t.log(p_who text, p_filter text default 'null, null, null, null, null') returns text language sql as
$$ select format('audit_log(%L, %s, 100, %L)', t.token(p_who), p_filter, 'ffffffff-ffff-ffff-ffff-ffffffffffff') $$;
select t.signs_in('ann') \gset
select t.says(t.log('ann'), 'forbidden', 'a moderator of one site may not read the audit');
select t.says(t.log('bob'), 'forbidden', 'a reader may not read the audit');
select t.says(t.log('nobody'), 'sign_in', 'reading the audit needs a session');
select t.says(t.log('auditor'), 'ok', 'an auditor reads the audit');
select is(json_array_length(t.json() -> 'entries'), (select count(*)::int from core.audit), 'an auditor of all sites reads every entry');
select t.says(t.log('eve'), 'ok', 'an admin of one site reads the audit');
select is((select array_agg(distinct e ->> 'site') from json_array_elements(t.json() -> 'entries') e), '{second}', 'an admin of one site reads that site''s entries only');
select t.does(format($$session_open(%L, 'hash of owl', null, %L, '\x03', 60, '\xbeef', null)$$, t.id('owl'), core.new_id()));
select t.does(t.fails('owl'));
select t.does('password_set(t.token(''owl''), ''hash of owl'', ''another'')');
select core.account_password('owl', 'and another') \gset
insert into core.session (id, account_id, token, expires_at) values (core.new_id(), t.id('owl'), t.token('owl'), core.now() + interval '1 day');
select t.says(format('sanction_add(t.token(''owl''), %L, %L, ''mute'', null, ''spam'', null, null, null, null, null, null, null)', t.id('ann'), core.new_id()), 'forbidden', 'an act that an auditor may not do is refused');
select t.says(t.log('eve'), 'ok', 'an admin reads the entries of the site''s staff');
select is((select array_agg(distinct e ->> 'action' order by e ->> 'action') from json_array_elements(t.json() -> 'entries') e where e ->> 'site' is null),
	'{password,refused,sign_in,sign_in_failed}', 'an admin reads what the site''s staff did outside any site');
select is((select count(*) from json_array_elements(t.json() -> 'entries') e where e ->> 'site' is null and e ->> 'action' = 'password'), 2::bigint, 'an admin reads password changes of the site''s staff');
select is((select array_agg(distinct e #>> '{actor,username}') from json_array_elements(t.json() -> 'entries') e where e ->> 'action' = 'sign_in'), '{owl}', 'an admin reads no sign-ins of other people');
select t.says(t.log('owl', format('%L, null, %L, null, null', t.id('admin'), 'role')), 'ok', 'an auditor of one site filters the audit');
select is((select array_agg(e ->> 'id') from json_array_elements(t.json() -> 'entries') e), array[t.id('e2')::text], 'the filter finds one entry');

-- erasing
select core.audit_write(t.id('p1'), null, 'note', t.id('ann'), null, '{}', '{"note":"secret"}') \gset
select throws_ok(format('delete from core.audit_private where entry = %L', t.id('p1')), '42501', null, 'deleting a private part directly is refused');
select ok(core.audit_erase(t.id('p1'), t.id('admin'), 'asked'), 'a private part is erased');
select ok(not core.audit_erase(t.id('p1'), t.id('admin'), 'asked'), 'a private part is erased once only');
select is((select count(*) from core.audit where action = 'erase' and object_id = t.id('p1')), 1::bigint, 'the erasure is audited');

-- sealing
create function t.seal(p_number bigint, p_previous bytea, p_entries uuid[]) returns text language sql as $$
	select format('audit_seal(%s, 1, %L, %L, %L, %L, %L, %L)', p_number, p_previous, sha256(p_number::text::bytea),
		sha256('a') || sha256('b'), sha256('k'), p_entries, (select array_agg(sha256(e::text::bytea)) from unnest(p_entries) e))
$$;
select t.says(t.seal(2, sha256('0'), array[t.id('e1')]), 'conflict', 'a seal without its predecessor conflicts');
select t.says(t.seal(1, sha256('0'), array[t.id('e1')]), 'ok', 'the first seal is stored');
select t.says(t.seal(1, sha256('0'), array[t.id('e2')]), 'conflict', 'a second first seal conflicts: the chain does not fork');
select t.says(t.seal(2, sha256('0'), array[t.id('e2')]), 'conflict', 'a seal that does not follow the last one conflicts');
select t.says(t.seal(2, sha256('1'), array[t.id('e1'), t.id('e2')]), 'conflict', 'an entry cannot be sealed twice');
select is((select count(*) from api_1.audit_unsealed(1000) where outcome = 'entry'), (select count(*) - 1 from core.audit), 'entries without a seal still wait');
select * from finish();
