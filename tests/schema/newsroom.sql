-- SPDX-License-Identifier: Apache-2.0
-- Goal: the newsroom's figures count the waiting cases, notices, appeals and mails, with the age of the oldest, and
-- no decided ones.
\i lib/fixture.sql
select plan(17);
select t.says('newsroom_figures()', 'ok', 'an empty newsroom has figures');
select is(t.json() ->> 'oldest_case', '0', 'without a case the age of the oldest case is 0');
select is((select sum(value::int) from json_each_text(t.json() -> 'cases')), 0::bigint, 'without a case each view counts none');
select bag_eq('select key from json_each(t.json() -> ''cases'')',
	$$ values ('all'), ('held'), ('reported'), ('suspect'), ('escalated'), ('appealed'), ('illegal'), ('proposed'), ('withdrawn') $$,
	'each view of the desk that is not one moderator''s');

select t.does(t.post('ann', 'article', 'c1', p_hits => t.hit('hold'))) \gset
select t.does(t.post('ann', 'article', 'c2', p_hits => t.hit('flag'))) \gset
select t.does(t.post('ann', 'article', 'c3', p_hits => t.hit('hold'))) \gset
update core.case_file set opened_at = core.now() - interval '1 hour' where comment_id = t.id('c2');
update core.case_file set opened_at = core.now() - interval '9 hours', state = 'closed', closed_as = 'approved' where comment_id = t.id('c3');
insert into core.illegal_notice (id, reference, article_id, comment_id, site_id, revision, made_at, state, outcome)
select core.new_id(), 'R' || i, t.id('article'), t.id('c1'), t.id('site'), 1, core.now() - interval '1 minute' * i,
	case when i = 3 then 'decided' else 'open' end, case when i = 3 then 'kept' end from generate_series(1, 3) i;
insert into core.appeal (id, account_id, subject, kind, site_id, text, state, made_at)
values (core.new_id(), t.id('ann'), core.new_id(), 'decision', t.id('site'), 'x', 'open', core.now() - interval '30 seconds'),
	(core.new_id(), t.id('ann'), core.new_id(), 'decision', t.id('site'), 'x', 'moot', core.now() - interval '40 seconds');
delete from core.outbox;
insert into core.outbox (id, account_id, template, data, created_at, due_at, sent_at, state)
values (core.new_id(), t.id('ann'), 'x', '{}', core.now(), core.now() - interval '20 seconds', null, 'waiting'),
	(core.new_id(), t.id('ann'), 'x', '{}', core.now(), core.now() + interval '1 day', null, 'waiting'),
	(core.new_id(), t.id('ann'), 'x', '{}', core.now(), core.now() - interval '1 day', core.now(), 'sent');
select t.says('newsroom_figures()', 'ok', 'a newsroom with work has figures');
select is(t.body('cases,all'), '2', 'a closed case is not counted');
select is(t.body('cases,held'), '1', 'one case is held');
select is(t.body('cases,withdrawn'), '0', 'no case is withdrawn');
select ok((t.json() ->> 'oldest_case')::float8 between 3600 and 3700, 'the oldest open case has waited for an hour');
select is(t.body('illegal'), '2', 'a decided notice does not wait');
select ok((t.json() ->> 'oldest_illegal')::float8 between 120 and 200, 'the oldest notice has waited for two minutes');
select is(t.body('appeals'), '1', 'a moot appeal does not wait');
select ok((t.json() ->> 'oldest_appeal')::float8 between 30 and 100, 'the oldest appeal has waited for half a minute');
select is(t.body('outbox'), '2', 'a message that was sent does not wait');
select ok((t.json() ->> 'oldest_outbox')::float8 between 20 and 100, 'the oldest message was due twenty seconds ago');

update core.outbox set due_at = core.now() + interval '1 day' where sent_at is null;
select t.says('newsroom_figures()', 'ok', 'a newsroom with mails for later has figures');
select is(t.json() ->> 'oldest_outbox', '0', 'mails for later have no age');
select * from finish();
