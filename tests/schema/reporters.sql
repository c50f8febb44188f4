-- Goal: of very many who reported a comment every one hears once what came of it, the first with the decision, the others by the sweep, in the order of the decisions.
\i lib/fixture.sql
select plan(26);
insert into core.account (id, username, skeleton, password_hash) select md5('many' || i)::uuid, 'many' || i, 'many' || i, 'h' from generate_series(1, 2400) i;
create function t.many(p_comment text, p_from int, p_to int, p_revision int default 1) returns void language sql as $$
	insert into core.report (article_id, comment_id, reporter_id, revision, id, reason, at)
	select t.id('article'), t.id(p_comment), md5('many' || i)::uuid, p_revision, core.new_id(), 'spam', core.now() from generate_series(p_from, p_to) i
$$;
-- how many heard of this decision, and how many notices they got
create function t.heard(p_decision text) returns text language sql as $$
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
select is(t.heard('d1'), '1000 1000', 'a thousand are told at once');
select is((select count(*) from core.notice where kind = 'report' and (body ->> 'revision')::int = 2), 201::bigint, 'all of the newest revision among them');
select t.many('c1', 1, 10, 3) \gset
select is(t.sweep(25), 'ok', 'the sweep');
select is(t.heard('d1'), '1500 1500', 'tells as many as it may');

-- a decision meanwhile waits for its turn
select is(t.decide('mod', 'c1', t.case_version('c1'), 'restore', null, 'd2'), '200', 'it is decided otherwise');
select is(t.heard('d2'), '0 0', 'of which nobody hears before all have heard of the first');
select is(t.sweep(36), 'ok', 'the sweep goes on');
select is(t.heard('d2'), '0 0', 'with the first one');
select is(t.sweep(36), 'ok', 'and on');
select is(t.heard('d1'), '2400 2400', 'until everybody has heard, once, of the newest revision that they reported');
select is((select count(*) from core.notice where kind = 'report' and body ->> 'upheld' = 'true'), 2400::bigint, 'what it was that was decided');
select is(t.sweep(36), 'ok', 'then');
select is(t.heard('d2'), '10 10', 'those who reported since hear of the second');
select is((select count(*) from core.report_notification), 0::bigint, 'and nothing is left to tell');

-- taken back before all have heard
select t.does(t.post('ann', 'article', 'c2')) \gset
select t.many('c2', 1, 1500) \gset
select is(t.decide('mod', 'c2', 0, 'reject', 'spam', 'd3'), '200', 'another');
select t.says(t.undo('d3'), 'ok', 'is taken back');
select is(t.sweep(2000), 'ok', 'the others');
select ok(not exists (select from core.notice n where n.decision_id = t.id('d3') and n.body ->> 'upheld' = 'true' group by n.account_id having count(*) > 1)
	and (select count(*) from core.notice n where n.decision_id = t.id('d3') and n.body ->> 'upheld' = 'true') = 1000, 'never hear of it');

-- a thousand exactly
select t.does(t.post('ann', 'article', 'c3')) \gset
select t.many('c3', 1, 1000) \gset
select is(t.decide('mod', 'c3', 0, 'reject', 'spam', 'd4'), '200', 'a thousand exactly');
select t.sweep(100), t.sweep(100) \gset
select is(t.heard('d4'), '1000 1000', 'are told');
select is((select count(*) from core.report_notification), 0::bigint, 'and no more');

-- withdrawn: nobody decided
select t.does(t.post('ann', 'article', 'c4', p_hits => t.hit('flag'))) \gset
select t.many('c4', 1, 1200) \gset
create function t.withdrawn() returns bigint language sql as $$ select count(distinct account_id) from core.notice where comment_id = t.id('c4') and body ->> 'outcome' = 'withdrawn' $$;
select t.says(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('c4')), 'ok', 'the author withdraws');
select is(t.withdrawn(), 1000::bigint, 'which a thousand hear');
select t.sweep(500) \gset
select is(t.withdrawn(), 1200::bigint, 'and the others later');
select is_empty('select * from core.recount()', 'every counter agrees');
select * from finish();
