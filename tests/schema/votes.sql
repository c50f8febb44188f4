-- SPDX-License-Identifier: Apache-2.0
-- Goal: votes and reports return every outcome listed, count exactly, and open cases as designed.
\i lib/fixture.sql
select plan(78);
create function t.vote(p_who text, p_name text, p_value int) returns text language sql as $$
	select format('votes_set(array[%L]::bytea[], array[%L]::uuid[], array[%L]::uuid[], array[%s])', t.token(p_who), t.id('article'), t.id(p_name), p_value)
$$;

select t.says(t.post('ann', 'article', 'c1'), 'ok', 'a reader posts a comment');
select t.says(t.vote('bob', 'c1', 1), 'ok', 'another reader votes');
select is(t.json()::text, '{"votes" : {"up" : 1, "down" : 0}}', 'the vote is counted');
select is(t.version(), 3::bigint, 'the vote raises the article''s version');
select is((select change from core.journal where article_id = t.id('article') and version = 3), 'votes', 'the vote writes a journal entry');
select t.says(t.vote('bob', 'c1', 1), 'ok', 'the same vote again succeeds');
select is(t.version(), 3::bigint, 'the same vote again keeps the version');
select t.says(t.vote('bob', 'c1', -1), 'ok', 'the reader votes the other way');
select is(t.json()::text, '{"votes" : {"up" : 0, "down" : 1}}', 'the new vote replaces the former one');
select t.says(t.vote('cho', 'c1', 1), 'ok', 'a second reader votes');
select is((select rank_best from core.comment where id = t.id('c1')), 0, 'one vote up and one down rank 0');
select t.says(t.vote('bob', 'c1', 0), 'ok', 'the first reader takes the vote back');
select is(t.json()::text, '{"votes" : {"up" : 1, "down" : 0}}', 'the other vote stays');
select cmp_ok((select rank_best from core.comment where id = t.id('c1')), '>', 0, 'the rank rises');
select t.says(t.vote('bob', 'c1', 0), 'ok', 'taking back a missing vote succeeds');
select t.says(t.vote('ann', 'c1', 1), 'forbidden', 'an author may not vote on the own comment');
select t.says(t.vote(null, 'c1', 1), 'sign_in', 'a vote needs a session');
select t.says(t.vote('bob', 'none', 1), 'not_found', 'an unknown comment is not found');
select t.says(format('votes_set(array[%L]::bytea[], array[%L]::uuid[], array[%L]::uuid[], array[1])', t.token('bob'), core.new_id(), t.id('c1')), 'not_found', 'an unknown article is not found');
select ok(core.rank_best(10, 0) > core.rank_best(2, 0), 'ten of ten votes rank above two of two');
select ok(core.rank_best(90, 10) > core.rank_best(3, 0), 'ninety of a hundred votes rank above three of three');
select is(core.rank_best(3, 1), -core.rank_best(1, 3), 'the rank is symmetric');
select is(core.rank_best(2000000000, 0) + core.rank_best(0, 2000000000), 0, 'the rank of two billion votes fits its type');

select t.says(format('mine(t.token(''cho''), %L, null)', t.id('article')), 'ok', 'a reader lists own votes');
select is(t.body('votes,' || t.id('c1')), '1', 'the list has the vote');
select t.says(format('mine(t.token(''cho''), %L, array[%L]::uuid[])', t.id('article'), t.id('c1')), 'ok', 'a reader lists own votes by comment');
select is(t.body('votes,' || t.id('c1')), '1', 'the list by comment has the vote');

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
	$$select article + 1, 0, 'votes' from t.before$$, 'many votes write one journal entry');
select results_eq($$select n, outcome, version, body from t.votes(array[
		['bob','article','m2','1'], ['bob','other','o1','1'], ['bob','article','m1','-1'], ['bob','article','m2','-1'], ['cho','other','o1','0']])$$,
	$$select x.n, 'ok', case when x.n in (2, 5) then other + 1 else article + 2 end, x.body from t.before cross join (values
		(1, '{"votes" : {"up" : 0, "down" : 1}}'), (2, '{"votes" : {"up" : 1, "down" : 0}}'), (3, '{"votes" : {"up" : 1, "down" : 2}}'),
		(4, '{"votes" : {"up" : 0, "down" : 1}}'), (5, '{"votes" : {"up" : 1, "down" : 0}}')) x (n, body)$$,
	'two articles, two comments, the same reader twice: the last vote stands');
select results_eq($$select seq, comment_id from core.journal j, t.before where article_id = t.id('article') and version = article + 2 order by seq$$,
	$$select (row_number() over (order by x) - 1)::int, x from unnest(array[t.id('m1'), t.id('m2')]) x$$, 'each comment with a vote has its journal entry');
select results_eq($$select n, outcome, version - (select article + 2 from t.before) from t.votes(array[
		['bob','article','m2','0'], ['bob','article','m2','-1'], ['cho','article','m1','1']])$$,
	$$values (1, 'ok', 0::bigint), (2, 'ok', 0), (3, 'ok', 0)$$, 'votes that change nothing keep the version');
select is_empty('select * from t.votes(null)', 'no votes give no rows');
select results_eq($$select rank_best, core.rank_best(up, down) from core.comment where id = t.id('m1')$$, $$values (core.rank_best(1, 2), core.rank_best(1, 2))$$, 'ranks follow the votes');

-- reports
select t.says(t.report('bob', 'article', 'c1', 'r1', 'spam'), 'ok', 'a reader reports a comment');
select is(t.body('id')::uuid, t.id('r1'), 'the reply has the report''s id');
select is((select row(state, version, reported, weight)::text from core.case_file where comment_id = t.id('c1')), '(open,1,t,1)', 'the report opens a case');
select t.says(t.report('bob', 'article', 'c1', 'r1', 'spam'), 'ok', 'the same id again succeeds');
select t.says(t.report('bob', 'article', 'c1', 'r2', 'spam'), 'again', 'the same reader with the same reason gives the outcome again');
select is(t.body('id')::uuid, t.id('r1'), 'the reply has the first report');
select t.says(t.report('bob', 'article', 'c1', 'r2', 'abuse'), 'ok', 'the same reader reports for another reason');
select is((select row(version, weight)::text from core.case_file where comment_id = t.id('c1')), '(1,1)', 'a reader with two reasons weighs once');
select t.says(t.report('cho', 'article', 'c1', 'r3', 'illegal'), 'ok', 'another reader reports it as illegal');
select is((select row(version, illegal, weight)::text from core.case_file where comment_id = t.id('c1')), '(1,t,6)', 'a further report adds weight and keeps the case''s version');
select t.says(t.report('ann', 'article', 'c1', 'r4'), 'forbidden', 'an author may not report the own comment');
select t.says(t.report(null, 'article', 'c1', 'r4'), 'sign_in', 'a report needs a session');
select t.says(t.report('bob', 'article', 'none', 'r4'), 'not_found', 'an unknown comment cannot be reported');
select t.says(t.report('bob', 'none', 'c1', 'r4'), 'not_found', 'a comment of an unknown article cannot be reported');
select t.says(format('mine(t.token(''bob''), %L, null)', t.id('article')), 'ok', 'a reader lists own reports');
select is(t.json() -> 'reports' ->> 0, t.id('c1')::text, 'the list has the report');

-- Idempotency-Key
select t.says(t.post('ann', 'article', 'c2'), 'ok', 'a reader posts another comment');
select t.says(format($$report_post(t.token('bob'), %L, %L, %L, 'spam', 'why', %L, '\x01', 0, 60, 0)$$, t.id('article'), t.id('c2'), t.id('r5'), t.id('key')), 'ok', 'a report with a key is made');
select t.says(format($$report_post(t.token('bob'), %L, %L, %L, 'spam', 'why', %L, '\x01', 0, 60, 0)$$, t.id('article'), t.id('c2'), core.new_id(), t.id('key')), 'ok', 'the same key again succeeds');
select is(t.body('id')::uuid, t.id('r5'), 'the same key again gives the first report');
select t.says(format($$report_post(t.token('bob'), %L, %L, %L, 'spam', 'why', %L, '\x02', 0, 60, 0)$$, t.id('article'), t.id('c2'), core.new_id(), t.id('key')), 'key_reused', 'the same key with another body is refused');

-- a brigade holds a comment without an approval
select t.says(t.post('ann', 'article', 'c3'), 'ok', 'a reader posts a third comment');
select t.says(t.report('bob', 'article', 'c3', 'h1', p_hold => 3), 'ok', 'a first reader reports it');
select t.says(t.report('cho', 'article', 'c3', 'h2', p_hold => 3), 'ok', 'a second reader reports it');
select is(t.state('c3'), 'published', 'two reports do not hold the comment');
select t.says(t.report('dan', 'article', 'c3', 'h3', p_hold => 3), 'ok', 'a third reader reports it');
select is(t.state('c3'), 'held', 'three reports hold the comment');
select is((select change from core.journal where article_id = t.id('article') order by version desc limit 1), 'remove', 'the journal removes the comment from the page');
select t.says(t.report('dan', 'article', 'c3', 'h9', p_hold => 3), 'again', 'the last reporter may send the same report again');
select t.says(t.report('staff', 'article', 'c3', 'h4', p_hold => 3), 'not_found', 'a held comment cannot be reported');
select t.says(t.vote('bob', 'c3', 1), 'not_found', 'a held comment cannot be voted on');
select is(t.decide('mod', 'c3', 1, 'approve'), '200', 'a moderator approves the comment');
select t.says(t.report('staff', 'article', 'c3', 'h5', p_hold => 3), 'ok', 'a fourth reader reports the approved comment');
select is(t.state('c3'), 'published', 'a report after an approval does not hold the comment');
select is((select state from core.case_file where comment_id = t.id('c3')), 'closed', 'a single report after an approval does not open the case');
select t.says(t.report('admin', 'article', 'c3', 'h6', p_hold => 3), 'ok', 'a fifth reader reports it');
select t.says(t.report('auditor', 'article', 'c3', 'h7', p_hold => 3), 'ok', 'a sixth reader reports it');
select is((select row(state, version)::text from core.case_file where comment_id = t.id('c3')), '(open,3)', 'three reports after an approval open the case');
select is(t.state('c3'), 'published', 'the comment stays published');
select t.says(t.edit('ann', 'article', 'c3', 1, 'Edited.'), 'ok', 'the author edits the comment');
select t.says(t.report('bob', 'article', 'c3', 'h8', p_hold => 9), 'ok', 'a reader may report the new revision');
update core.article set state = 'closed' where id = t.id('article');
select t.says(t.vote('bob', 'c1', 1), 'ok', 'a closed article takes votes');
select t.says(t.report('dan', 'article', 'c1', 'z'), 'ok', 'a closed article takes reports');
select is_empty('select * from core.recount()', 'every counter agrees');
select * from finish();
