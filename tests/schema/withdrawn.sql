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
select is(t.case('flagged') || ', ' || t.case('waits'), 'closed moot 2, closed moot 2', 'withdrawal makes a case by a rule alone moot');

-- reported
select t.does(t.post('ann', 'article', 'other')) \gset
select t.does(t.report('bob', 'article', 'other', 'r0')) \gset
select t.does(t.post('ann', 'article', 'c1')) \gset
select t.does(t.report('bob', 'article', 'c1', 'r1')) \gset
select is(t.view('reported'), 'c1 other/2', 'two reported comments are in the view of reports');
select t.says(t.take_back('c1'), 'ok', 'the author withdraws one of them');
select is(t.case('c1') || ' ' || t.state('c1'), 'open 2 withdrawn withdrawn', 'its case stays open with a new version');
select is(t.view(null) || ', ' || t.view('reported') || ', ' || t.view('withdrawn'), 'other/1, other/1, c1/1', 'the case moves to the view of withdrawn comments');
select is((select min(priority) from core.case_file where state = 'open'), (select priority from core.case_file where comment_id = t.id('c1')), 'the case has the lowest priority');
select is((select round((c ->> 'weight')::numeric) || ' ' || (c ->> 'text') from json_array_elements(core.case_json(t.id('c1')) -> 'terms') c where c ->> 'term' = 'withdrawn'),
	'-1001 withdrawn by its author', 'the terms name the withdrawal');
select is((select weight from core.case_file where comment_id = t.id('c1')), (select sum(v::float8) from core.case_file, jsonb_each_text(terms) x (k, v) where comment_id = t.id('c1')), 'the terms sum up to the weight');
select is(t.claimed('mod', null), 'other', 'a claim gives another case');
select is(t.claimed('mod2', 'reported') || t.claimed('mod2', 'held') || t.claimed('mod2', 'all'), '', 'a claim in another view does not give the case either');
select is(t.told('bob', 'c1'), 'withdrawn', 'the reporter gets a notice of the withdrawal');
select t.says(t.take_back('c1'), 'ok', 'a second withdrawal succeeds');
select is(t.case('c1'), 'open 2 withdrawn', 'a second withdrawal keeps the case''s version');
select is(t.decide('mod', 'c1', 1, 'reject', 'abuse'), '409', 'a decision on the version before the withdrawal conflicts');
select is(t.decide('mod', 'c1', 2, 'escalate'), '422', 'a withdrawn comment cannot be escalated');
select is(t.decide('mod', 'c1', 2, 'restore'), '422', 'a withdrawn comment cannot be restored');
select is(t.decide('ann', 'c1', 2, 'approve'), 'forbidden', 'the author may not decide the case');

-- upheld
select is(t.decide('mod', 'c1', 2, 'reject', 'abuse', 'd1'), '200', 'a moderator rejects the withdrawn comment');
select is(t.case('c1') || ' ' || t.state('c1') || ' ' || t.upheld('c1'), 'closed rejected 3 withdrawn rejected true', 'the comment is rejected and the report upheld');
select is(t.record('rejected') || ' ' || t.told('bob', 'c1') || ' ' || t.told('ann', 'c1'), '1 withdrawn true rejected', 'the rejection counts in the author''s record; author and reporter get notices');
select is((select value from core.figures(null, '-infinity', 'infinity') where figure = 'restrictions_by_source' and key = 'report'), 1::numeric, 'the figures have one restriction by reports');
select t.says(t.take_back('c1'), 'ok', 'the author withdraws the rejected comment again');
select is(t.state('c1') || ' ' || t.record('rejected'), 'rejected 1', 'that withdrawal keeps the rejection in the record');
select is(t.decide('mod', 'c1', 3, 'restore') || t.decide('mod', 'c1', 3, 'approve') || t.decide('mod', 'c1', 3, 'escalate'), '422422422', 'no decision publishes the comment');
select t.says(t.undo('mod', 'd1'), 'ok', 'the moderator undoes the rejection');
select is(t.case('c1') || ' ' || t.state('c1') || ' ' || t.upheld('c1'), 'open 4 withdrawn withdrawn open', 'case, comment and report are as before');
select is(t.record('rejected') || ' ' || t.view('withdrawn'), '0 c1/1', 'the record is clear and the case back in its view');
select is(t.decide('mod', 'c1', 4, 'reject', 'abuse', 'd2'), '200', 'a moderator rejects the comment again');
select t.says(format('appeal_post(t.token(''ann''), %L, %L, null, null, ''Look again.'', null, null)', t.id('p1'), t.id('d2')), 'ok', 'the author appeals');
select is(t.view('appealed') || ', ' || t.view('withdrawn'), '/0, c1/1', 'the appealed case is in the view of withdrawn comments');
select t.says(format('appeal_decide(t.token(''admin''), %L, ''overturned'', null, %L)', t.id('p1'), t.id('p1e')), 'ok', 'an admin overturns the rejection');
select is(t.state('c1') || ' ' || t.record('rejected') || ' ' || t.upheld('c1'), 'withdrawn 0 false', 'the comment is withdrawn again and the report dismissed');

-- closed by a moderator
select t.does(t.post('ann', 'article', 'c2')) \gset
select t.does(t.report('bob', 'article', 'c2', 'r2')) \gset
select t.does(t.take_back('c2')) \gset
select is(t.article_version('article'), (select max(version) from core.journal where article_id = t.id('article')), 'the article''s version equals the journal''s');
create table t.before as select version from core.article where id = t.id('article');
select is(t.decide('mod', 'c2', 2, 'approve', null, 'd3'), '200', 'a moderator closes the case of another withdrawn comment');
select is(t.case('c2') || ' ' || t.state('c2') || ' ' || t.upheld('c2'), 'closed approved 3 withdrawn withdrawn false', 'the comment stays withdrawn');
select is(t.told('bob', 'c2') || coalesce(t.told('ann', 'c2'), ''), 'withdrawn', 'neither reporter nor author gets a further notice');
select is(t.article_version('article'), (select version from t.before), 'closing the case keeps the article''s version');
select t.says(t.undo('mod', 'd3'), 'ok', 'the moderator undoes the closing');
select is(t.case('c2') || ' ' || t.upheld('c2'), 'open 4 withdrawn open', 'the case and the report are open again');

-- withdrawn while claimed
select t.does(t.post('ann', 'article', 'c3')) \gset
select t.does(t.report('bob', 'article', 'c3', 'r3')) \gset
select is(t.claimed('mod', 'reported'), 'c3', 'a moderator claims a reported case');
select t.does(t.take_back('c3')) \gset
select is(t.case('c3'), 'open 2 withdrawn claimed', 'a withdrawal keeps the claim');
select is(t.view('mine'), 'c3 other/2', 'the claimed case is in the moderator''s own view');
select is(t.decide('mod2', 'c3', 2, 'reject', 'abuse'), '409', 'another moderator cannot decide the claimed case');
select is(t.claimed('mod2', 'withdrawn'), 'c2', 'another moderator gets an unclaimed case of the view only');
select is(t.decide('mod', 'c3', 2, 'reject', 'abuse'), '200', 'the claimant decides the case');

-- held by reports, appealed against, withdrawn
select t.does(t.post('ann', 'article', 'c4')) \gset
select t.does(t.report('bob', 'article', 'c4', 'r4', p_hold => 1)) \gset
update core.comment set state = 'held' where id = t.id('c4') and state = 'published';
update core.case_file set held = true, appealed = true, hold_ends = core.now() + interval '1 day', terms = terms || '{"appeal":5}' where comment_id = t.id('c4');
select t.does(t.take_back('c4')) \gset
select is(t.case('c4'), 'open 2 withdrawn', 'a withdrawal ends the hold and the appeal of a case');
select is((select terms ? 'appeal' or appealed or hold_ends is not null from core.case_file where comment_id = t.id('c4')), false, 'the case keeps no sign of hold or appeal');
select is(t.decide('mod', 'c4', 2, 'reject', 'abuse'), '200', 'a moderator decides the case');

-- a notice of illegal content is open
select t.does(t.post('ann', 'article', 'c5')) \gset
select t.does(format('illegal_post(t.token(''cho''), %L, %L, null, ''A threat.'', null, null, null)', t.id('i1'), t.id('c5'))) \gset
select t.does(t.take_back('c5')) \gset
select is(t.view('illegal') || ', ' || t.case('c5'), '/0, open 2 withdrawn', 'a case by a notice of illegal content stays open after a withdrawal');
select is((select state || ' ' || outcome from core.illegal_notice where id = t.id('i1')), 'decided withdrawn', 'the notice has the outcome withdrawn');
select is((select min(priority) from core.case_file where state = 'open'), (select priority from core.case_file where comment_id = t.id('c5')), 'the case has the lowest priority although it was the most urgent');
select is(t.decide('mod', 'c5', 2, 'reject', 'abuse', 'd5'), '200', 'a moderator rejects the withdrawn comment of the notice');
select is((select outcome from core.illegal_notice where id = t.id('i1')) || ': ' || t.told('cho', 'c5'), 'removed: withdrawn removed', 'the notifier gets a second outcome');
select t.says(t.undo('mod', 'd5'), 'ok', 'the moderator undoes that rejection');
select is((select state || ' ' || outcome from core.illegal_notice where id = t.id('i1')), 'decided withdrawn', 'the notice has its first outcome again');

-- escalated; and a case that was decided before
select t.does(t.post('ann', 'article', 'c6')) \gset
select is(t.decide('mod', 'c6', 0, 'escalate'), '200', 'a comment without a report is escalated');
select t.does(t.take_back('c6')) \gset
select is(t.case('c6') || ', ' || t.view('escalated'), 'open 3 withdrawn, /0', 'an escalated case stays open after a withdrawal');
select t.does(t.post('ann', 'article', 'c7')) \gset
select t.does(t.report('bob', 'article', 'c7', 'r7')) \gset
select is(t.decide('mod', 'c7', 1, 'approve'), '200', 'a moderator approves a reported comment');
select t.does(t.take_back('c7')) \gset
select is(t.case('c7'), 'closed approved 3', 'a withdrawal leaves a decided case closed');

-- its author is banned
select t.says(format('sanction_add(t.token(''mod''), %L, core.new_id(), ''ban'', null, ''spam'', null, null, null, null, ''86400'', null, null)', t.id('ann')), 'ok', 'a moderator bans the author with the comments of a day');
select is(t.case('c2') || ', ' || t.case('c6'), 'open 4 withdrawn claimed, open 3 withdrawn', 'cases of withdrawn comments stay open after the ban');

-- time
select t.later('183 days');
select t.sweep();
select is(t.case('c2') || ' ' || t.text('c2'), 'open 4 withdrawn claimed A body.', 'the text stays during the appeal window');
select t.later('185 days');
select t.sweep();
select is(t.case('c2') || ', ' || t.case('c6'), 'closed moot 5 withdrawn, closed moot 4 withdrawn', 'the cases close after the appeal window');
select is(t.text('c2') || t.text('c6'), '', 'the texts are erased with their cases');

select is_empty('select * from core.recount()', 'every counter agrees');
select * from finish();
