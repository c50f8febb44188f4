-- SPDX-License-Identifier: Apache-2.0
-- Goal: a sweep deletes data whose retention is over, and only those.
\i lib/fixture.sql
select plan(22);
select core.rules_import('default', '{"repetition":{"outcome":"flag","within":3600,"reason":"spam","weight":1}}') \gset
do $$ begin
	perform t.does(t.post('ann', 'article', 'kept', p_key => 'key'));
	perform t.does(t.post('ann', 'article', 'rejected', p_hits => t.hit('reject'), p_bands => '[1,2,3,4]'));
	perform t.does(t.post('ann', 'article', 'withdrawn'));
	perform t.does(t.post('ann', 'article', 'judged', p_hits => t.hit('flag')));
	perform t.does(t.post('ann', 'article', 'open', p_hits => t.hit('flag')));
	perform t.does(t.edit('ann', 'article', 'kept', 1, 'Second.'));
	perform t.does(t.edit('ann', 'article', 'open', 1, 'Second.'));
	perform t.does(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('withdrawn')));
	perform t.does(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('judged')));
end $$;
create function t.erased() returns text language sql as $$
	select coalesce(string_agg(n.name, ' ' order by n.name), '') from core.comment c join t.name n on n.id = c.id where c.text_erased_at is not null and c.body = '' and c.html = ''
$$;
create function t.sweep(p_max int default 100) returns text language sql as $$
	select ((api_1.sweep(p_max, 180 * 86400, 30 * 86400, 7 * 86400, 2 * 86400)).body::jsonb - '{articles,mails,journal,unverified}'::text[])::text
$$;
select is(t.sweep(), '{"keys": 0, "texts": 0, "sessions": 0, "revisions": 0, "signatures": 0}', 'a sweep at once deletes nothing');
select t.later('25 hours');
select is(t.sweep(), '{"keys": 1, "texts": 0, "sessions": 0, "revisions": 0, "signatures": 4}', 'a day later the sweep deletes the key and the signatures');
select t.later('29 days');
select is(t.sweep(), '{"keys": 0, "texts": 0, "sessions": 0, "revisions": 0, "signatures": 0}', 'a sweep before 30 days deletes nothing more');
select t.later('31 days');
select is(t.sweep(5)::json ->> 'sessions', '5', 'after 30 days the sweep deletes as many sessions as asked');
select is(t.sweep()::json ->> 'sessions', '4', 'the next sweep deletes the remaining sessions');
select is(t.erased(), 'withdrawn', 'a comment that was withdrawn without a case is erased');
select t.later('179 days');
select is(t.sweep()::json ->> 'texts', '0', 'before the end of the appeal window no text is erased');
select t.later('181 days');
select is(t.sweep(), '{"keys": 0, "texts": 2, "sessions": 0, "revisions": 1, "signatures": 0}', 'after the appeal window two texts and a former revision are erased');
select is(t.erased(), 'judged rejected withdrawn', 'the rejected and the withdrawn texts are erased');
select is((select string_agg(body, ' ') from core.comment where id in (t.id('kept'), t.id('open'))), 'Second. Second.', 'texts of visible comments stay');
select is((select body from core.comment_revision where comment_id = t.id('open')), 'A body.', 'a former revision of an open case stays');
select t.later('0');
insert into core.session (id, account_id, token, expires_at) values (core.new_id(), t.id('mod'), t.token('mod'), core.now() + interval '1 day');
select is(t.decide('mod', 'rejected', 0, 'restore'), '422', 'an erased comment cannot be restored');
select is(t.body('code'), 'text_erased', 'the refusal says text_erased');
select is_empty('select * from core.recount()', 'every counter agrees');

-- mails and the journal
delete from core.journal;
delete from core.outbox;
insert into core.outbox (id, account_id, template, data, created_at, due_at, sent_at, state)
select core.new_id(), t.id('ann'), 'notice_rejected', '{}', core.now() - n * interval '1 day', core.now(), case when n % 2 = 0 then core.now() end, case when n % 2 = 0 then 'sent' else 'waiting' end
from generate_series(5, 8) n;
insert into core.journal (article_id, version, change, at)
select t.id('article'), n, 'votes', core.now() - n * interval '1 minute' from generate_series(2860, 2900) n;
create function t.queues(p_max int) returns text language sql as $$
	select (x.body ->> 'mails') || ' ' || (x.body ->> 'journal') from api_1.sweep(p_max, 180 * 86400, 30 * 86400, 7 * 86400, 2 * 86400) x
$$;
select is(t.queues(1), '2 20', 'a sweep deletes two mails older than a week and twenty journal entries');
select is((select min(version) || ' ' || max(version) from core.journal), '2860 2880', 'the sweep deletes the oldest journal entries');
select is(t.queues(1), '0 1', 'the next sweep deletes the remaining old entry');
select is(t.queues(1), '0 0', 'a third sweep deletes nothing');
select is((select count(*) from core.outbox) || ' ' || (select count(*) from core.journal), '2 20', 'younger mails and entries stay');
delete from core.journal;
select is_empty('select * from core.recount()', 'every counter agrees without a journal entry');
-- the clock steps when the sweep has just judged it
create function t.clock_steps() returns trigger language plpgsql as $$
begin
	perform core.clock_set('10 years');
	return null;
end $$;
update core.sweep_state set last_at = core.now(), doubt = null, doubt_at = null;
insert into core.session (id, account_id, token, expires_at) values (core.new_id(), t.id('ann'), '\x99', core.now() + interval '1 day');
create trigger clock_steps after update on core.sweep_state execute function t.clock_steps();
select throws_ok($$ select api_1.sweep(100, 180 * 86400, 30 * 86400, 7 * 86400, 2 * 86400, json_build_object('wall', core.wall_clock(),
	'ms', (extract(epoch from core.now()) * 1000)::bigint, 'accepted', (select accepted from core.sweep_state), 'elapsed', 0)) $$,
	'40001', null, 'a sweep during which the clock stepped fails');
select is((select count(*) from core.session where token = '\x99'), 1::bigint, 'and has deleted nothing');
select * from finish();
