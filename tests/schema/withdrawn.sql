-- SPDX-License-Identifier: Apache-2.0
-- Goal: an author who withdraws a reported comment does not escape the decision on it, and no other case waits for
-- it.
\i lib/fixture.sql
select plan(65);
create function t.case(p_comment text) returns text language sql as $$
	select concat_ws(' ', state, closed_as, version, case when withdrawn_at is not null then 'withdrawn' end, case when held then 'held' end,
		case when claimed_by is not null then 'claimed' end) from core.case_file where comment_id = t.id(p_comment)
$$;
create function t.take_back(p_name text) returns text language sql as $$
	select format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id(p_name))
$$;
-- names of the cases that a view shows, and its count
create function t.view(p_view text) returns text language sql as $$
	select coalesce((select string_agg(n.name, ' ' order by n.name) from json_array_elements(x.body -> 'cases') c join t.name n on n.id = (c ->> 'case')::uuid), '')
		|| '/' || (x.body #>> array['counts', coalesce(p_view, 'all')])
	from api_1.case_list(t.token('mod'), p_view, null, 100, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff') x
$$;
create function t.claimed(p_who text, p_view text) returns text language sql as $$
	select coalesce((select string_agg(n.name, ' ' order by n.name) from json_array_elements(x.body -> 'cases') c join t.name n on n.id = (c ->> 'case')::uuid), '')
	from api_1.claim_next(t.token(p_who), p_view, null, 100, 600) x
$$;
create function t.undo(p_who text, p_decision text) returns text language sql as $$
	select format('decision_undo(%L, %L, %L)', t.token(p_who), t.id(p_decision), core.new_id())
$$;
create function t.sweep() returns void language sql as $$ select from api_1.sweep(100, 184 * 86400, 30 * 86400) $$;
create function t.upheld(p_comment text) returns text language sql as $$
	select string_agg(coalesce(upheld::text, 'open'), ' ') from core.report where comment_id = t.id(p_comment)
$$;
create function t.told(p_who text, p_comment text) returns text language sql as $$
	select string_agg(coalesce(body ->> 'upheld', body ->> 'outcome', kind), ' ' order by id) from core.notice
	where account_id = t.id(p_who) and comment_id = t.id(p_comment)
$$;
create function t.text(p_comment text) returns text language sql as $$ select body from core.comment where id = t.id(p_comment) $$;
create function t.record(p_what text) returns int language sql as $$ select (core.record_json(t.id('ann'), null) ->> p_what)::int $$;

-- without a report nothing has changed
select t.does(t.post('ann', 'article', 'flagged', p_hits => t.hit('flag'))) \gset
select t.does(t.post('ann', 'article', 'waits', p_hits => t.hit('hold'))) \gset
select t.does(t.take_back('flagged')) \gset
select t.does(t.take_back('waits')) \gset
select is(t.case('flagged') || ', ' || t.case('waits'), 'closed moot 2, closed moot 2', 'flagged or held by a rule alone: moot');

-- reported
select t.does(t.post('ann', 'article', 'other')) \gset
select t.does(t.report('bob', 'article', 'other', 'r0')) \gset
select t.does(t.post('ann', 'article', 'c1')) \gset
select t.does(t.report('bob', 'article', 'c1', 'r1')) \gset
select is(t.view('reported'), 'c1 other/2', 'two reported comments');
select t.says(t.take_back('c1'), 'ok', 'one is withdrawn');
select is(t.case('c1') || ' ' || t.state('c1'), 'open 2 withdrawn withdrawn', 'its case stays open, a version on');
select is(t.view(null) || ', ' || t.view('reported') || ', ' || t.view('withdrawn'), 'other/1, other/1, c1/1', 'in a view of its own');
select is((select min(priority) from core.case_file where state = 'open'), (select priority from core.case_file where comment_id = t.id('c1')), 'it weighs least');
select is((select round((c ->> 'weight')::numeric) || ' ' || (c ->> 'text') from json_array_elements(core.case_json(t.id('c1')) -> 'terms') c where c ->> 'term' = 'withdrawn'),
	'-1001 withdrawn by its author', 'which the terms say');
select is((select weight from core.case_file where comment_id = t.id('c1')), (select sum(v::float8) from core.case_file, jsonb_each_text(terms) x (k, v) where comment_id = t.id('c1')), 'and sum up to');
select is(t.claimed('mod', null), 'other', 'the next case is another');
select is(t.claimed('mod2', 'reported') || t.claimed('mod2', 'held') || t.claimed('mod2', 'all'), '', 'in every view');
select is(t.told('bob', 'c1'), 'withdrawn', 'the reader hears that it is gone');
select t.says(t.take_back('c1'), 'ok', 'withdrawn again');
select is(t.case('c1'), 'open 2 withdrawn', 'which changes nothing');
select is(t.decide('mod', 'c1', 1, 'reject', 'abuse'), '409', 'whoever saw it published looks again');
select is(t.decide('mod', 'c1', 2, 'escalate'), '422', 'it is not escalated');
select is(t.decide('mod', 'c1', 2, 'restore'), '422', 'nor restored');
select is(t.decide('ann', 'c1', 2, 'approve'), 'forbidden', 'nor the author''s own to close');

-- upheld
select is(t.decide('mod', 'c1', 2, 'reject', 'abuse', 'd1'), '200', 'upheld');
select is(t.case('c1') || ' ' || t.state('c1') || ' ' || t.upheld('c1'), 'closed rejected 3 withdrawn rejected true', 'rejected, the reports upheld');
select is(t.record('rejected') || ' ' || t.told('bob', 'c1') || ' ' || t.told('ann', 'c1'), '1 withdrawn true rejected', 'on the author''s record; reader and author hear of it');
select is((select value from core.figures(null, '-infinity', 'infinity') where figure = 'restrictions_by_source' and key = 'report'), 1::numeric, 'one restriction in the figures');
select t.says(t.take_back('c1'), 'ok', 'the author withdraws it again');
select is(t.state('c1') || ' ' || t.record('rejected'), 'rejected 1', 'which does not clear the record');
select is(t.decide('mod', 'c1', 3, 'restore') || t.decide('mod', 'c1', 3, 'approve') || t.decide('mod', 'c1', 3, 'escalate'), '422422422', 'no decision publishes it');
select t.says(t.undo('mod', 'd1'), 'ok', 'undo');
select is(t.case('c1') || ' ' || t.state('c1') || ' ' || t.upheld('c1'), 'open 4 withdrawn withdrawn open', 'it is as it was');
select is(t.record('rejected') || ' ' || t.view('withdrawn'), '0 c1/1', 'in its view, off the record');
select is(t.decide('mod', 'c1', 4, 'reject', 'abuse', 'd2'), '200', 'upheld again');
select t.says(format('appeal_post(t.token(''ann''), %L, %L, null, null, ''Look again.'', null, null)', t.id('p1'), t.id('d2')), 'ok', 'the author appeals');
select is(t.view('appealed') || ', ' || t.view('withdrawn'), '/0, c1/1', 'an appeal against it');
select t.says(format('appeal_decide(t.token(''admin''), %L, ''overturned'', null, %L)', t.id('p1'), t.id('p1e')), 'ok', 'overturned');
select is(t.state('c1') || ' ' || t.record('rejected') || ' ' || t.upheld('c1'), 'withdrawn 0 false', 'is withdrawn again, not published');

-- closed by a moderator
select t.does(t.post('ann', 'article', 'c2')) \gset
select t.does(t.report('bob', 'article', 'c2', 'r2')) \gset
select t.does(t.take_back('c2')) \gset
select is(t.article_version('article'), (select max(version) from core.journal where article_id = t.id('article')), 'versions agree');
create table t.before as select version from core.article where id = t.id('article');
select is(t.decide('mod', 'c2', 2, 'approve', null, 'd3'), '200', 'closed');
select is(t.case('c2') || ' ' || t.state('c2') || ' ' || t.upheld('c2'), 'closed approved 3 withdrawn withdrawn false', 'it stays withdrawn');
select is(t.told('bob', 'c2') || coalesce(t.told('ann', 'c2'), ''), 'withdrawn', 'and nobody hears more');
select is(t.article_version('article'), (select version from t.before), 'no page changes');
select t.says(t.undo('mod', 'd3'), 'ok', 'undo');
select is(t.case('c2') || ' ' || t.upheld('c2'), 'open 4 withdrawn open', 'and it is open again');

-- withdrawn while claimed
select t.does(t.post('ann', 'article', 'c3')) \gset
select t.does(t.report('bob', 'article', 'c3', 'r3')) \gset
select is(t.claimed('mod', 'reported'), 'c3', 'claimed');
select t.does(t.take_back('c3')) \gset
select is(t.case('c3'), 'open 2 withdrawn claimed', 'the claim lasts');
select is(t.view('mine'), 'c3 other/2', 'the moderator still finds it');
select is(t.decide('mod2', 'c3', 2, 'reject', 'abuse'), '409', 'a colleague does not decide it');
select is(t.claimed('mod2', 'withdrawn'), 'c2', 'nor claims it; a case that nobody holds is claimed in its view');
select is(t.decide('mod', 'c3', 2, 'reject', 'abuse'), '200', 'who holds it does');

-- held by reports, appealed against, withdrawn
select t.does(t.post('ann', 'article', 'c4')) \gset
select t.does(t.report('bob', 'article', 'c4', 'r4', p_hold => 1)) \gset
update core.comment set state = 'held' where id = t.id('c4') and state = 'published';
update core.case_file set held = true, appealed = true, hold_ends = core.now() + interval '1 day', terms = terms || '{"appeal":5}' where comment_id = t.id('c4');
select t.does(t.take_back('c4')) \gset
select is(t.case('c4'), 'open 2 withdrawn', 'neither held nor appealed any more');
select is((select terms ? 'appeal' or appealed or hold_ends is not null from core.case_file where comment_id = t.id('c4')), false, 'in any respect');
select is(t.decide('mod', 'c4', 2, 'reject', 'abuse'), '200', 'and decidable');

-- a notice of illegal content is open
select t.does(t.post('ann', 'article', 'c5')) \gset
select t.does(format('illegal_post(t.token(''cho''), %L, %L, null, ''A threat.'', null, null, null)', t.id('i1'), t.id('c5'))) \gset
select t.does(t.take_back('c5')) \gset
select is(t.view('illegal') || ', ' || t.case('c5'), '/0, open 2 withdrawn', 'it waits too');
select is((select state || ' ' || outcome from core.illegal_notice where id = t.id('i1')), 'decided withdrawn', 'the notifier has an answer');
select is((select min(priority) from core.case_file where state = 'open'), (select priority from core.case_file where comment_id = t.id('c5')), 'it weighs least, though it was the most urgent');
select is(t.decide('mod', 'c5', 2, 'reject', 'abuse', 'd5'), '200', 'upheld');
select is((select outcome from core.illegal_notice where id = t.id('i1')) || ': ' || t.told('cho', 'c5'), 'removed: withdrawn removed', 'the notifier has another');
select t.says(t.undo('mod', 'd5'), 'ok', 'undo');
select is((select state || ' ' || outcome from core.illegal_notice where id = t.id('i1')), 'decided withdrawn', 'the first answer holds again');

-- escalated; and a case that was decided before
select t.does(t.post('ann', 'article', 'c6')) \gset
select is(t.decide('mod', 'c6', 0, 'escalate'), '200', 'escalated without a report');
select t.does(t.take_back('c6')) \gset
select is(t.case('c6') || ', ' || t.view('escalated'), 'open 3 withdrawn, /0', 'it waits for a colleague still');
select t.does(t.post('ann', 'article', 'c7')) \gset
select t.does(t.report('bob', 'article', 'c7', 'r7')) \gset
select is(t.decide('mod', 'c7', 1, 'approve'), '200', 'decided, and then');
select t.does(t.take_back('c7')) \gset
select is(t.case('c7'), 'closed approved 3', 'withdrawn: it is decided');

-- its author is banned
select t.says(format('sanction_add(t.token(''mod''), %L, core.new_id(), ''ban'', null, ''spam'', null, null, null, null, ''86400'', null, null)', t.id('ann')), 'ok', 'a ban, with the comments of a day');
select is(t.case('c2') || ', ' || t.case('c6'), 'open 4 withdrawn claimed, open 3 withdrawn', 'their cases wait as before');

-- time
select t.later('183 days');
select t.sweep();
select is(t.case('c2') || ' ' || t.text('c2'), 'open 4 withdrawn claimed A body.', 'for as long as an appeal could be made');
select t.later('185 days');
select t.sweep();
select is(t.case('c2') || ', ' || t.case('c6'), 'closed moot 5 withdrawn, closed moot 4 withdrawn', 'then they close by themselves');
select is(t.text('c2') || t.text('c6'), '', 'and their texts are erased');

select is_empty('select * from core.recount()', 'every counter agrees');
select * from finish();
