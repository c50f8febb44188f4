-- SPDX-License-Identifier: Apache-2.0
-- Goal: a mail is claimed by one courier at a time, its result counts once, and its token is known by its digest alone.
\i lib/fixture.sql
select plan(33);
delete from core.outbox;

create function t.put(p_name text, p_template text default 'verify', p_purpose text default null) returns uuid language sql as $$
	update core.account set email = 'ann@example.org' where id = t.id('ann') and email is null;
	select core.mail_put(t.id('ann'), p_template, json_build_object('n', p_name), null, p_purpose)
$$;
create function t.mail(p_name text) returns core.outbox language sql as $$ select o from core.outbox o where o.data ->> 'n' = p_name $$;
create function t.claim(p_max int) returns json language sql as $$
	select (api_1.mail_claim(p_max, array['\x01', '\x02', '\x03']::bytea[], 60000, 3600000, 604800, '{"verify": 60, "reset": 60}')).body
$$;
create function t.sending(p_name text, p_claim int) returns text language sql as $$
	select (api_1.mail_sending(array[(t.mail(p_name)).id], array[p_claim], 60000)).body::text
$$;
create function t.done(p_name text, p_claim int, p_result text) returns text language sql as $$
	select (api_1.mail_done(array[(t.mail(p_name)).id], array[p_claim], array[p_result], array['reply'], 60000, 240000, 3600000)).body::text
$$;
create function t.due(p_name text) returns int language sql as $$ select extract(epoch from (t.mail(p_name)).due_at - core.now())::int $$;
create function t.total(p_result text) returns bigint language sql as $$ select coalesce((select total from core.mail_total where result = p_result), 0) $$;

-- queueing
select isnt(t.put('a'), null, 'a mail is queued');
select is((t.mail('a')).state, 'waiting', 'it waits');
select is(core.mail_put(core.new_id(), 'verify', '{}'), null, 'an unknown account gets no mail');
update core.account set state = 'erased' where id = t.id('ann');
select is(t.put('x'), null, 'an erased account gets no mail');
update core.account set state = 'active' where id = t.id('ann');
update core.account set email = null where id = t.id('bob');
select is(core.mail_put(t.id('bob'), 'verify', '{}'), null, 'an account without an address gets no mail');
select isnt(core.mail_put(t.id('bob'), 'verify', '{"n": "to"}', 'other@example.org'), null, 'a mail may go to another address');
delete from core.outbox where data ->> 'n' = 'to';

-- claims
select is(json_array_length(t.claim(5)), 1, 'a courier claims it');
select is((t.mail('a')).state || (t.mail('a')).claims, 'leased1', 'it is leased');
select is(json_array_length(t.claim(5)), 0, 'no other courier claims it');
update core.outbox set due_at = core.now() - interval '1 second';
select is(t.claim(5) #>> '{0,claim}', '2', 'it is claimed again after its lease');
select is(t.sending('a', 1), '[]', 'the first claim is over');
select is(t.done('a', 1, 'sent') || (t.mail('a')).state, '[]leased', 'its result is ignored');
select is(t.sending('a', 2), format('["%s"]', (t.mail('a')).id), 'the second claim may send it');
select is(t.done('a', 2, 'sent') || (t.mail('a')).state, '[]sent', 'its result counts');
select is(t.done('a', 2, 'sent'), '[]', 'a result that is recorded twice is one');
select is(t.total('sent'), 1::bigint, 'one mail was sent');

-- a courier that vanished
select t.put('b'), t.claim(1), t.sending('b', 1) \gset
update core.outbox set due_at = core.now() - interval '1 second' where state = 'sending';
select is(json_array_length(t.claim(5)), 0, 'a mail whose text was under way is not claimed');
select is((t.mail('b')).state || ' ' || t.due('b') / 60, 'unknown 60', 'it is unknown for the window');
select is(t.done('b', 1, 'sent') || (t.mail('b')).state, '[]sent', 'a late result still counts');

-- failures
select t.put('c'), t.claim(1) \gset
select is(t.done('c', 1, 'temporary') || (t.mail('c')).state || (t.mail('c')).tries, '[]waiting1', 'a refusal for now is a try');
select ok(t.due('c') between 44 and 76, 'the first delay is a minute with jitter');
update core.outbox set tries = 9, due_at = core.now() where state = 'waiting';
select t.claim(1), t.done('c', 2, 'temporary') \gset
select ok(t.due('c') between 179 and 301, 'the delay has a limit');
update core.outbox set due_at = core.now() where state = 'waiting';
select t.claim(1) \gset
select is(t.done('c', 3, 'relay') || (t.mail('c')).tries, '[]10', 'an unusable mail server costs no try');
update core.outbox set due_at = core.now() where state = 'waiting';
select t.claim(1) \gset
select is(t.done('c', 4, 'permanent'), format('["%s"]', (t.mail('c')).id), 'a refusal for good is reported as dead');
select is((t.mail('c')).state || t.total('dead') || t.total('permanent'), 'dead11', 'and counted');
select is(core.mail_resend((t.mail('c')).id) || (t.mail('c')).state || (t.mail('c')).tries, '1waiting0', 'it can be sent again');
select is(core.mail_resend((t.mail('a')).id), 0::bigint, 'a sent mail cannot');
select t.claim(1) \gset
select is(t.done('c', 5, 'released') || (t.mail('c')).state || t.due('c'), '[]waiting0', 'a mail that was not tried is due at once');

-- age
update core.outbox set created_at = core.now() - interval '8 days' where data ->> 'n' = 'c';
select is(json_array_length(t.claim(5)), 0, 'a mail that is too old is not claimed');
select is((api_1.sweep(100, 15000000, 15000000, 30 * 86400, 86400, null, '{"mail": 604800}')).outcome || (t.mail('c')).state || t.total('expired'), 'okexpired1', 'the sweep expires it');

-- tokens
select t.put('d', 'verify', 'verify'), t.put('e'), t.put('f', 'reset', 'reset') \gset
create temporary table claimed as select * from json_to_recordset(t.claim(5)) as x (id uuid, token int);
select is((select string_agg(format('%s %s', o.data ->> 'n', c.token is not null), ', ' order by o.data ->> 'n') from claimed c join core.outbox o using (id)),
	'd t, e f, f t', 'each mail with a link gets a token');
select is((select string_agg(k.purpose || ' ' || k.address, ', ' order by k.purpose) || ' ' || string_agg(encode(k.digest, 'hex'), '' order by k.digest) from core.token k),
	'reset ann@example.org, verify ann@example.org 0102',
	'the database has their digests, purposes and addresses');
select is((select max(expires_at - made_at) from core.token), interval '1 minute', 'a token lives as long as the courier says');
select * from finish();
