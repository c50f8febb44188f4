-- SPDX-License-Identifier: Apache-2.0
-- Goal: each of very many reporters is notified once of each result: the first thousand with the decision, the rest
-- by the sweep, in the order of the decisions.
\i lib/fixture.sql
select plan(26);
insert into core.account (id, username, skeleton, password_hash) select md5('many' || i)::uuid, 'many' || i, 'many' || i, 'h' from generate_series(1, 2400) i;
create function t.many(p_comment text, p_from int, p_to int, p_revision int default 1) returns void language sql as $$
	insert into core.report (article_id, comment_id, reporter_id, revision, id, reason, at)
	select t.id('article'), t.id(p_comment), md5('many' || i)::uuid, p_revision, core.new_id(), 'spam', core.now() from generate_series(p_from, p_to) i
$$;
-- number of readers who were notified of this decision, and of their notices
create function t.notified(p_decision text) returns text language sql as $$
	select count(distinct account_id) || ' ' || count(*) from core.notice where kind = 'report' and decision_id = t.id(p_decision)
$$;
create function t.sweep(p_max int) returns text language sql as $$ select (api_1.sweep(p_max, 183 * 86400, 30 * 86400)).outcome $$;
create function t.undo(p_decision text) returns text language sql as $$
	select format('decision_undo(t.token(''mod''), %L, %L)', t.id(p_decision), core.new_id())
$$;

select t.does(t.post('ann', 'article', 'c1')) \gset
select t.many('c1', 1, 2300) \gset
select t.many('c1', 2200, 2400, 2) \gset
update core.comment set revision = 2 where id = t.id('c1');
select is(t.decide('mod', 'c1', 0, 'reject', 'spam', 'd1'), '200', 'a comment that thousands reported is rejected');
select is(t.notified('d1'), '1000 1000', 'the decision notifies a thousand at once');
select is((select count(*) from core.notice where kind = 'report' and (body ->> 'revision')::int = 2), 201::bigint, 'all reporters of the newest revision are among them');
select t.many('c1', 1, 10, 3) \gset
select is(t.sweep(25), 'ok', 'a sweep runs');
select is(t.notified('d1'), '1500 1500', 'the sweep notifies its maximum');

-- a second decision waits until the first is finished
select is(t.decide('mod', 'c1', t.case_version('c1'), 'restore', null, 'd2'), '200', 'a second decision restores the comment');
select is(t.notified('d2'), '0 0', 'no reader is notified of it before the first decision is finished');
select is(t.sweep(36), 'ok', 'a second sweep runs');
select is(t.notified('d2'), '0 0', 'it goes on with the first decision');
select is(t.sweep(36), 'ok', 'a third sweep runs');
select is(t.notified('d1'), '2400 2400', 'every reporter is notified once, of the newest revision that they reported');
select is((select count(*) from core.notice where kind = 'report' and body ->> 'upheld' = 'true'), 2400::bigint, 'every notice has the result of the first decision');
select is(t.sweep(36), 'ok', 'a fourth sweep runs');
select is(t.notified('d2'), '10 10', 'later reporters are notified of the second decision');
select is((select count(*) from core.report_notification), 0::bigint, 'no notification is pending');

-- a decision is undone while notifications are pending
select t.does(t.post('ann', 'article', 'c2')) \gset
select t.many('c2', 1, 1500) \gset
select is(t.decide('mod', 'c2', 0, 'reject', 'spam', 'd3'), '200', 'another comment is rejected');
select t.says(t.undo('d3'), 'ok', 'the decision is undone');
select is(t.sweep(2000), 'ok', 'a sweep runs after the undo');
select ok(not exists (select from core.notice n where n.decision_id = t.id('d3') and n.body ->> 'upheld' = 'true' group by n.account_id having count(*) > 1)
	and (select count(*) from core.notice n where n.decision_id = t.id('d3') and n.body ->> 'upheld' = 'true') = 1000, 'pending readers are never notified of the undone decision');

-- exactly a thousand reporters
select t.does(t.post('ann', 'article', 'c3')) \gset
select t.many('c3', 1, 1000) \gset
select is(t.decide('mod', 'c3', 0, 'reject', 'spam', 'd4'), '200', 'a comment with exactly a thousand reporters is rejected');
select t.sweep(100), t.sweep(100) \gset
select is(t.notified('d4'), '1000 1000', 'the decision notifies all of them');
select is((select count(*) from core.report_notification), 0::bigint, 'no notification is left for the sweep');

-- a withdrawn comment has no decision
select t.does(t.post('ann', 'article', 'c4', p_hits => t.hit('flag'))) \gset
select t.many('c4', 1, 1200) \gset
create function t.withdrawn() returns bigint language sql as $$ select count(distinct account_id) from core.notice where comment_id = t.id('c4') and body ->> 'outcome' = 'withdrawn' $$;
select t.says(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('c4')), 'ok', 'the author withdraws a reported comment');
select is(t.withdrawn(), 1000::bigint, 'the withdrawal notifies a thousand');
select t.sweep(500) \gset
select is(t.withdrawn(), 1200::bigint, 'the sweep notifies the rest');
select is_empty('select * from core.recount()', 'every counter agrees');
select * from finish();
