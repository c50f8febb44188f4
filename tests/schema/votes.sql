-- SPDX-License-Identifier: Apache-2.0
-- Goal: votes and reports return every outcome listed, count exactly, and open cases as designed.
\i lib/fixture.sql
select plan(78);
create function t.vote(p_who text, p_name text, p_value int) returns text language sql as $$
	select format('votes_set(array[%L]::bytea[], array[%L]::uuid[], array[%L]::uuid[], array[%s])', t.token(p_who), t.id('article'), t.id(p_name), p_value)
$$;

select t.says(t.post('ann', 'article', 'c1'), 'ok', 'a comment');
select t.says(t.vote('bob', 'c1', 1), 'ok', 'a vote');
select is(t.json()::text, '{"votes" : {"up" : 1, "down" : 0}}', 'is counted');
select is(t.version(), 3::bigint, 'as a new version');
select is((select change from core.journal where article_id = t.id('article') and version = 3), 'votes', 'with its entry');
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
select t.says(format('votes_set(array[%L]::bytea[], array[%L]::uuid[], array[%L]::uuid[], array[1])', t.token('bob'), core.new_id(), t.id('c1')), 'not_found', 'no such article');
select ok(core.rank_best(10, 0) > core.rank_best(2, 0), 'ten of ten rank above two of two');
select ok(core.rank_best(90, 10) > core.rank_best(3, 0), 'ninety of a hundred above three of three');
select is(core.rank_best(3, 1), -core.rank_best(1, 3), 'the rank is symmetric');
select is(core.rank_best(2000000000, 0) + core.rank_best(0, 2000000000), 0, 'and fits');

select t.says(format('mine(t.token(''cho''), %L, null)', t.id('article')), 'ok', 'mine');
select is(t.body('votes,' || t.id('c1')), '1', 'has the vote');
select t.says(format('mine(t.token(''cho''), %L, array[%L]::uuid[])', t.id('article'), t.id('c1')), 'ok', 'by id too');
select is(t.body('votes,' || t.id('c1')), '1', 'has it');

-- many at once: name of the reader, article, comment, value in each row
create function t.votes(p_rows text[]) returns table (n int, outcome text, version bigint, body text) language sql as $$
	select row_number() over ()::int, v.outcome, v.version, v.body::text
	from (select array_agg(t.token(x[1]) order by i) as v, array_agg(t.id(x[2]) order by i) as a, array_agg(t.id(x[3]) order by i) as c,
			array_agg(x[4]::int order by i) as k
		from (select i, array[p_rows[i][1], p_rows[i][2], p_rows[i][3], p_rows[i][4]] as x from generate_subscripts(p_rows, 1) i) r) q
	cross join lateral api_1.votes_set(q.v, q.a, q.c, q.k) v
$$;
select core.article_make(t.id('other'), 'default', 'other', 'https://news.example/other', 'Another') \gset
do $$ begin
	perform t.does(t.post('ann', 'article', 'm1'));
	perform t.does(t.post('ann', 'article', 'm2'));
	perform t.does(t.post('ann', 'other', 'o1'));
	perform t.does(format('sanction_add(t.token(''admin''), %L, core.new_id(), ''ban'', null, ''spam'', null, null, null, null, null, null, null)', t.id('mod2')));
	insert into core.session (id, account_id, token, expires_at) values (core.new_id(), t.id('mod2'), t.token('back'), core.now() + interval '1 hour');
end $$;
create table t.before as select t.article_version('article') as article, t.article_version('other') as other;
select results_eq($$select n, outcome, version - (select article from t.before), body from t.votes(array[
		['bob','article','m1','1'], ['cho','article','m1','1'], ['ann','article','m1','1'], [null,'article','m1','1'],
		['dan','article','m1','-1'], ['bob','article','none','1'], ['bob','none','m1','1'], ['back','article','m1','1'],
		['nobody','article','m1','1'], ['bob','other','m1','1']])$$,
	$$values (1, 'ok', 1::bigint, '{"votes" : {"up" : 2, "down" : 1}}'), (2, 'ok', 1, '{"votes" : {"up" : 2, "down" : 1}}'),
		(3, 'forbidden', null, null), (4, 'sign_in', null, null), (5, 'ok', 1, '{"votes" : {"up" : 2, "down" : 1}}'),
		(6, 'not_found', null, null), (7, 'not_found', null, null), (8, 'sanctioned', null, '{"kind" : "ban", "until" : null}'),
		(9, 'sign_in', null, null), (10, 'not_found', null, null)$$,
	'many votes on one comment: one answer each, one version for all');
select results_eq($$select version, seq, change from core.journal where article_id = t.id('article') order by version desc, seq limit 1$$,
	$$select article + 1, 0, 'votes' from t.before$$, 'and one entry');
select results_eq($$select n, outcome, version, body from t.votes(array[
		['bob','article','m2','1'], ['bob','other','o1','1'], ['bob','article','m1','-1'], ['bob','article','m2','-1'], ['cho','other','o1','0']])$$,
	$$select x.n, 'ok', case when x.n in (2, 5) then other + 1 else article + 2 end, x.body from t.before cross join (values
		(1, '{"votes" : {"up" : 0, "down" : 1}}'), (2, '{"votes" : {"up" : 1, "down" : 0}}'), (3, '{"votes" : {"up" : 1, "down" : 2}}'),
		(4, '{"votes" : {"up" : 0, "down" : 1}}'), (5, '{"votes" : {"up" : 1, "down" : 0}}')) x (n, body)$$,
	'two articles, two comments, the same reader twice: the last vote stands');
select results_eq($$select seq, comment_id from core.journal j, t.before where article_id = t.id('article') and version = article + 2 order by seq$$,
	$$select (row_number() over (order by x) - 1)::int, x from unnest(array[t.id('m1'), t.id('m2')]) x$$, 'each comment has its entry');
select results_eq($$select n, outcome, version - (select article + 2 from t.before) from t.votes(array[
		['bob','article','m2','0'], ['bob','article','m2','-1'], ['cho','article','m1','1']])$$,
	$$values (1, 'ok', 0::bigint), (2, 'ok', 0), (3, 'ok', 0)$$, 'what ends where it began raises nothing');
select is_empty('select * from t.votes(null)', 'none of none');
select results_eq($$select rank_best, core.rank_best(up, down) from core.comment where id = t.id('m1')$$, $$values (core.rank_best(1, 2), core.rank_best(1, 2))$$, 'ranks follow');

-- reports
select t.says(t.report('bob', 'article', 'c1', 'r1', 'spam'), 'ok', 'a report');
select is(t.body('id')::uuid, t.id('r1'), 'with its id');
select is((select row(state, version, reported, weight)::text from core.case_file where comment_id = t.id('c1')), '(open,1,t,1)', 'opens a case');
select t.says(t.report('bob', 'article', 'c1', 'r1', 'spam'), 'ok', 'the same id again');
select t.says(t.report('bob', 'article', 'c1', 'r2', 'spam'), 'again', 'the same reader for the same reason');
select is(t.body('id')::uuid, t.id('r1'), 'is the first report');
select t.says(t.report('bob', 'article', 'c1', 'r2', 'abuse'), 'ok', 'for another reason');
select is((select row(version, weight)::text from core.case_file where comment_id = t.id('c1')), '(1,1)', 'the reader counts once');
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
select t.says(format($$report_post(t.token('bob'), %L, %L, %L, 'spam', 'why', %L, '\x01', 0, 60, 0)$$, t.id('article'), t.id('c2'), t.id('r5'), t.id('key')), 'ok', 'with a key');
select t.says(format($$report_post(t.token('bob'), %L, %L, %L, 'spam', 'why', %L, '\x01', 0, 60, 0)$$, t.id('article'), t.id('c2'), core.new_id(), t.id('key')), 'ok', 'the same again');
select is(t.body('id')::uuid, t.id('r5'), 'is the first');
select t.says(format($$report_post(t.token('bob'), %L, %L, %L, 'spam', 'why', %L, '\x02', 0, 60, 0)$$, t.id('article'), t.id('c2'), core.new_id(), t.id('key')), 'key_reused', 'with another body');

-- a brigade holds a comment without an approval
select t.says(t.post('ann', 'article', 'c3'), 'ok', 'a third comment');
select t.says(t.report('bob', 'article', 'c3', 'h1', p_hold => 3), 'ok', 'one report');
select t.says(t.report('cho', 'article', 'c3', 'h2', p_hold => 3), 'ok', 'two');
select is(t.state('c3'), 'published', 'are not enough');
select t.says(t.report('dan', 'article', 'c3', 'h3', p_hold => 3), 'ok', 'three');
select is(t.state('c3'), 'held', 'hold it');
select is((select change from core.journal where article_id = t.id('article') order by version desc limit 1), 'remove', 'and the page follows');
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
