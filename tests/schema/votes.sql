-- Goal: votes and reports give every outcome listed, count exactly, and open cases as designed.
\i lib/stage.sql
select plan(69);
create function t.vote(p_who text, p_name text, p_value int) returns text language sql as $$
	select format('vote_set(%L, %L, %L, %s)', t.token(p_who), t.id('article'), t.id(p_name), p_value)
$$;

select t.says(t.post('ann', 'article', 'c1'), 'ok', 'a comment');
select t.says(t.vote('bob', 'c1', 1), 'ok', 'a vote');
select is(t.json()::text, '{"votes" : {"up" : 1, "down" : 0}}', 'is counted');
select is(t.version(), 3::bigint, 'as a new version');
select is((select what from core.journal where article_id = t.id('article') and version = 3), 'votes', 'with its entry');
select t.says(t.vote('bob', 'c1', 1), 'ok', 'the same again');
select is(t.version(), 3::bigint, 'moves nothing');
select t.says(t.vote('bob', 'c1', -1), 'ok', 'the other way');
select is(t.json()::text, '{"votes" : {"up" : 0, "down" : 1}}', 'turns it');
select t.says(t.vote('cho', 'c1', 1), 'ok', 'another reader');
select is((select rank_best from core.comment where id = t.id('c1')), 0, 'one up, one down: rank 0');
select t.says(t.vote('bob', 'c1', 0), 'ok', 'no vote any more');
select is(t.json()::text, '{"votes" : {"up" : 1, "down" : 0}}', 'leaves one');
select cmp_ok((select rank_best from core.comment where id = t.id('c1')), '>', 0, 'and lifts the rank');
select t.says(t.vote('bob', 'c1', 0), 'ok', 'no vote where none was');
select t.says(t.vote('ann', 'c1', 1), 'forbidden', 'nobody votes for themselves');
select t.says(t.vote(null, 'c1', 1), 'sign_in', 'nor nobody');
select t.says(t.vote('bob', 'none', 1), 'not_found', 'no such comment');
select t.says(format('vote_set(%L, %L, %L, 1)', t.token('bob'), core.new_id(), t.id('c1')), 'not_found', 'no such article');
select ok(core.rank_best(10, 0) > core.rank_best(2, 0), 'ten of ten rank above two of two');
select ok(core.rank_best(90, 10) > core.rank_best(3, 0), 'ninety of a hundred above three of three');
select is(core.rank_best(3, 1), -core.rank_best(1, 3), 'the rank is symmetric');
select is(core.rank_best(2000000000, 0) + core.rank_best(0, 2000000000), 0, 'and fits');

select t.says(format('mine(t.token(''cho''), %L, null)', t.id('article')), 'ok', 'mine');
select is(t.body('votes,' || t.id('c1')), '1', 'has the vote');
select t.says(format('mine(t.token(''cho''), %L, array[%L]::uuid[])', t.id('article'), t.id('c1')), 'ok', 'by id too');
select is(t.body('votes,' || t.id('c1')), '1', 'has it');

-- reports
select t.says(t.report('bob', 'article', 'c1', 'r1', 'spam'), 'ok', 'a report');
select is(t.body('id')::uuid, t.id('r1'), 'with its id');
select is((select row(state, version, reported, weight)::text from core.case_file where comment_id = t.id('c1')), '(open,1,t,1)', 'opens a case');
select t.says(t.report('bob', 'article', 'c1', 'r1', 'spam'), 'ok', 'the same id again');
select t.says(t.report('bob', 'article', 'c1', 'r2', 'abuse'), 'again', 'the same reader again');
select is(t.body('id')::uuid, t.id('r1'), 'is the first report');
select t.says(t.report('cho', 'article', 'c1', 'r3', 'illegal'), 'ok', 'another reader');
select is((select row(version, illegal, weight)::text from core.case_file where comment_id = t.id('c1')), '(1,t,6)', 'adds weight, not a version');
select t.says(t.report('ann', 'article', 'c1', 'r4'), 'forbidden', 'nobody reports themselves');
select t.says(t.report(null, 'article', 'c1', 'r4'), 'sign_in', 'nor nobody');
select t.says(t.report('bob', 'article', 'none', 'r4'), 'not_found', 'no such comment');
select t.says(t.report('bob', 'none', 'c1', 'r4'), 'not_found', 'no such article');
select t.says(format('mine(t.token(''bob''), %L, null)', t.id('article')), 'ok', 'mine');
select is(t.json() -> 'reports' ->> 0, t.id('c1')::text, 'has the report');

-- Idempotency-Key
select t.says(t.post('ann', 'article', 'c2'), 'ok', 'another comment');
select t.says(format($$report_post(t.token('bob'), %L, %L, %L, 'spam', 'why', %L, '\x01', 0)$$, t.id('article'), t.id('c2'), t.id('r5'), t.id('key')), 'ok', 'with a key');
select t.says(format($$report_post(t.token('bob'), %L, %L, %L, 'spam', 'why', %L, '\x01', 0)$$, t.id('article'), t.id('c2'), core.new_id(), t.id('key')), 'ok', 'the same again');
select is(t.body('id')::uuid, t.id('r5'), 'is the first');
select t.says(format($$report_post(t.token('bob'), %L, %L, %L, 'spam', 'why', %L, '\x02', 0)$$, t.id('article'), t.id('c2'), core.new_id(), t.id('key')), 'key_reused', 'with another body');

-- a brigade holds what nobody approved
select t.says(t.post('ann', 'article', 'c3'), 'ok', 'a third comment');
select t.says(t.report('bob', 'article', 'c3', 'h1', p_hold => 3), 'ok', 'one report');
select t.says(t.report('cho', 'article', 'c3', 'h2', p_hold => 3), 'ok', 'two');
select is(t.state('c3'), 'published', 'are not enough');
select t.says(t.report('dan', 'article', 'c3', 'h3', p_hold => 3), 'ok', 'three');
select is(t.state('c3'), 'held', 'hold it');
select is((select what from core.journal where article_id = t.id('article') order by version desc limit 1), 'remove', 'and the page follows');
select t.says(t.report('dan', 'article', 'c3', 'h9', p_hold => 3), 'again', 'whose report held it may send it again');
select t.says(t.report('staff', 'article', 'c3', 'h4', p_hold => 3), 'not_found', 'what is held is not reported');
select t.says(t.vote('bob', 'c3', 1), 'not_found', 'nor voted on');
select is(t.decide('mod', 'c3', 1, 'approve'), '200', 'a moderator approves');
select t.says(t.report('staff', 'article', 'c3', 'h5', p_hold => 3), 'ok', 'a fourth report of what was approved');
select is(t.state('c3'), 'published', 'does not hold it');
select is((select state from core.case_file where comment_id = t.id('c3')), 'closed', 'nor re-open the case');
select t.says(t.report('admin', 'article', 'c3', 'h6', p_hold => 3), 'ok', 'a fifth');
select t.says(t.report('auditor', 'article', 'c3', 'h7', p_hold => 3), 'ok', 'a sixth');
select is((select row(state, version)::text from core.case_file where comment_id = t.id('c3')), '(open,3)', 'three new ones re-open it');
select is(t.state('c3'), 'published', 'published still');
select t.says(t.edit('ann', 'article', 'c3', 1, 'Edited.'), 'ok', 'an edit');
select t.says(t.report('bob', 'article', 'c3', 'h8', p_hold => 9), 'ok', 'is a new revision to report');
update core.article set state = 'closed' where id = t.id('article');
select t.says(t.vote('bob', 'c1', 1), 'ok', 'a closed article takes votes');
select t.says(t.report('dan', 'article', 'c1', 'z'), 'ok', 'and reports');
select is_empty('select * from core.recount()', 'every counter agrees');
select * from finish();
