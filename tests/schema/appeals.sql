-- SPDX-License-Identifier: Apache-2.0
-- Goal: every statement of reasons that offers an appeal keeps the offer. An appeal ends with its object. A hold by
-- reports ends although it is appealed.
\i lib/fixture.sql
select plan(64);
create function t.appeal(p_name text, p_notice uuid) returns text language sql as $$
	select format('appeal_post(t.token(''ann''), %L, null, null, %L, ''Look again.'', null, null)', t.id(p_name), p_notice)
$$;
create function t.settle(p_name text, p_outcome text, p_who text default 'admin') returns text language sql as $$
	select format('appeal_decide(%L, %L, %L, null, %L)', t.token(p_who), t.id(p_name), p_outcome, core.new_id())
$$;
create function t.undo(p_who text, p_decision text) returns text language sql as $$
	select format('decision_undo(%L, %L, %L)', t.token(p_who), t.id(p_decision), core.new_id())
$$;
create function t.notice(p_comment text, p_kind text) returns uuid language sql as $$
	select id from core.notice where comment_id = t.id(p_comment) and kind = p_kind and account_id = t.id('ann') order by created_at desc, id desc limit 1
$$;
create function t.case(p_comment text) returns text language sql as $$
	select concat_ws(' ', state, closed_as, version, case when held then 'held' end, case when appealed then 'appealed' end) from core.case_file where comment_id = t.id(p_comment)
$$;
create function t.sweep() returns json language sql as $$ select (api_1.sweep(100, 183 * 86400, 30 * 86400)).body $$;

-- an undone approval leaves a rejection without a decision: the appeal names its notice
select t.does(t.post('ann', 'article', 'c1', p_hits => t.hit('reject'))) \gset
select is(t.state('c1'), 'rejected', 'a rule rejects a comment');
select is(t.decide('mod', 'c1', 0, 'restore', null, 'c1d1'), '200', 'a moderator restores the comment');
select t.does(t.undo('mod2', 'c1d1')) \gset
select is(t.state('c1'), 'rejected', 'an undo by another moderator rejects it again');
select t.says(t.appeal('c1p', t.notice('c1', 'rejected')), 'ok', 'the statement of the rejection can be appealed');
select is(t.body('kind') || coalesce(t.body('decision'), '-'), 'rule-', 'the appeal is against a rule, without a decision');
select t.says(t.appeal('c1p2', (select id from core.notice where comment_id = t.id('c1') and kind = 'rejected' order by created_at limit 1)), 'conflict', 'a second appeal at the same time conflicts');
select is(t.body('id')::uuid, t.id('c1p'), 'the reply has the open appeal');
select t.says(t.settle('c1p', 'overturned', 'mod2'), 'forbidden', 'the moderator who undid the approval may not decide the appeal');
select t.says(t.settle('c1p', 'overturned'), 'ok', 'an uninvolved moderator decides the appeal');
select is(t.state('c1'), 'published', 'an overturned rejection restores the comment');
select is((select count(*) from core.notice where account_id = t.id('mod2') and kind = 'appeal'), 1::bigint, 'the moderator who undid the approval gets a notice');

-- an undone rejection leaves a hold
select t.does(t.post('ann', 'article', 'c2', p_hits => t.hit('hold'))) \gset
select is(t.decide('mod', 'c2', 1, 'reject', 'spam', 'c2d1'), '200', 'a moderator rejects a held comment');
select t.does(t.undo('mod2', 'c2d1')) \gset
select is(t.state('c2'), 'held', 'an undo of the rejection holds the comment again');
select t.says(t.appeal('c2x', t.notice('c2', 'rejected')), 'nothing_to_appeal', 'an undone rejection cannot be appealed');
select t.says(t.appeal('c2p', t.notice('c2', 'held')), 'ok', 'the hold can be appealed');
select t.says(t.settle('c2p', 'upheld'), 'ok', 'the appeal against the hold is upheld');
select is(t.state('c2') || ' ' || t.case('c2'), 'held open 5 held', 'the comment stays held and its case open');

-- an edit of what is held has a statement of its own
select t.does(t.post('ann', 'article', 'c3', p_hits => t.hit('hold'))) \gset
select t.notice('c3', 'held') as first \gset
select t.does(t.edit('ann', 'article', 'c3', 1, 'Without a hit.')) \gset
select is(t.state('c3'), 'held', 'an edit of a held comment does not publish it');
select isnt(t.notice('c3', 'held'), :'first'::uuid, 'the edit gets a new statement of reasons');
select is((select (body ->> 'revision') || (body ->> 'rule') from core.notice where id = t.notice('c3', 'held')), '2words', 'the new statement names the new revision and the rule that held it');
select is((select core.own_comment_json(c) #>> '{reasons,0,rule}' || (core.own_comment_json(c) #>> '{reasons,0,spans}') from core.comment c where id = t.id('c3')), 'words[]', 'the author sees the rule, without spans of the former text');
select t.says(t.appeal('c3x', :'first'), 'nothing_to_appeal', 'the hold of the former text cannot be appealed');
select t.says(t.appeal('c3p', t.notice('c3', 'held')), 'ok', 'the hold of the new text can be appealed');

-- withdrawn: nothing is left to decide, nor to keep
select t.does(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('c3'))) \gset
select is((select state || (decided_by is null) from core.appeal where id = t.id('c3p')), 'moottrue', 'withdrawal of the comment ends the appeal');
select is((select body ->> 'outcome' from core.notice where id = t.notice('c3', 'appeal')), 'moot', 'a notice says that the appeal is moot');
select is((select codes ->> 'why' from core.audit where action = 'appeal_moot'), 'withdrawn', 'the end of the appeal is audited with its reason');
select t.says(t.settle('c3p', 'overturned'), 'conflict', 'a moot appeal cannot be decided');
select t.says('appeal_mine(t.token(''ann''))', 'ok', 'the author lists the own appeals');
select is(t.body('appeals,0,state'), 'moot', 'the list shows the moot appeal');
update core.session set expires_at = 'infinity';
select t.later('200 days') \gset
select is((t.sweep() ->> 'texts')::int, 1, 'the sweep erases the text after its retention');
select t.later('0') \gset

-- lifted: the same
select t.does(format('sanction_add(t.token(''mod''), %L, %L, ''mute'', null, ''spam'', null, null, null, null, null, null, null)', t.id('ann'), t.id('s1'))) \gset
select t.does(format('appeal_post(t.token(''ann''), %L, null, %L, null, ''Look again.'', null, null)', t.id('s1p'), t.id('s1'))) \gset
select t.does(format('sanction_lift(t.token(''mod''), %L, %L, %L)', t.id('ann'), t.id('s1'), core.new_id())) \gset
select is((select state from core.appeal where id = t.id('s1p')), 'moot', 'lifting a sanction ends its appeal');
select t.says(t.settle('s1p', 'overturned'), 'conflict', 'a moot appeal cannot be overturned');
select t.does(format('sanction_add(t.token(''mod''), %L, %L, ''mute'', null, ''spam'', null, null, null, null, 3600, null, null)', t.id('ann'), t.id('s2'))) \gset
select t.does(format('appeal_post(t.token(''ann''), %L, null, %L, null, ''Look again.'', null, null)', t.id('s2p'), t.id('s2'))) \gset
select t.does(format('sanction_restore(t.token(''mod2''), %L, %L, %L)', t.id('ann'), t.id('s2'), core.new_id())) \gset
select t.says(t.settle('s2p', 'upheld', 'mod2'), 'forbidden', 'the moderator who restored the span may not decide the appeal');
select throws_ok(format('update core.appeal set state = ''upheld'', decided_by = %L where id = %L', t.id('mod2'), t.id('s2p')), '23514', null, 'the table refuses that decision too');
select t.says(t.settle('s2p', 'overturned'), 'ok', 'an admin overturns the sanction on appeal');
select is((select state from core.appeal where id = t.id('s2p')), 'overturned', 'the appeal stays overturned after the sanction is lifted');

-- a hold by reports, appealed
create function t.loud(p_who text, p_report text) returns text language sql as $$
	select format('report_post(%L, %L, %L, %L, ''abuse'', null, null, null, 2, 3600, 0)', t.token(p_who), t.id('article'), t.id('h1'), t.id(p_report))
$$;
select t.does(t.post('ann', 'article', 'h1')) \gset
select t.does(t.loud(who, 'h1' || who)) from unnest(array['bob', 'cho']) who;
select is(t.state('h1'), 'held', 'reports of two readers hold a comment');
select t.does(t.appeal('h1p', t.notice('h1', 'held'))) \gset
select isnt((select hold_ends from core.case_file where comment_id = t.id('h1')), null, 'an appeal leaves the end of the hold in place');
select is(t.case('h1'), 'open 2 held appealed', 'the case is both held and appealed');
select t.later('61 minutes') \gset
select is(json_array_length(t.sweep() -> 'articles') || t.state('h1'), '1published', 'the hold ends at its time');
select t.says(t.settle('h1p', 'upheld'), 'ok', 'the appeal is decided after the hold');
select is(t.case('h1'), 'open 3', 'the case stays open for the reports');
select is((select terms ? 'appeal' from core.case_file where comment_id = t.id('h1')), false, 'the case loses the weight of the appeal');
select t.later('0') \gset
select is(t.decide('mod', 'h1', 3, 'approve'), '200', 'a moderator decides the reports');
select is_empty('select * from core.recount()', 'every counter agrees');

-- a decision on an appeal, taken back by its moderator
create function t.back(p_who text, p_name text, p_entry uuid default core.new_id()) returns text language sql as $$
	select format('appeal_undo(%L, %L, %L)', t.token(p_who), t.id(p_name), p_entry)
$$;
select t.does(t.post('ann', 'article', 'u1', p_hits => t.hit('hold'))) \gset
select is(t.decide('mod', 'u1', 1, 'reject', 'spam', 'u1d'), '200', 'a moderator rejects a comment');
select t.does(t.appeal('u1p', t.notice('u1', 'rejected'))) \gset
select t.does(t.settle('u1p', 'upheld')) \gset
select is(t.case('u1'), 'closed rejected 4', 'an upheld appeal closes the case');
select t.says(t.back('mod2', 'u1p'), 'forbidden', 'a colleague may not take the decision back');
select t.says(t.back('bob', 'u1p'), 'forbidden', 'nor may a reader');
select t.says(t.back(null, 'u1p'), 'sign_in', 'taking back needs a session');
select t.says(t.back('admin', 'none'), 'not_found', 'an unknown appeal is not found');
select t.says(t.back('admin', 'u1p', t.id('u1b')), 'ok', 'the moderator who decided takes the decision back');
select is(t.body('state') || t.case('u1'), 'openopen 5 appealed', 'the appeal is open again, and its case');
select t.says(t.back('admin', 'u1p', t.id('u1b')), 'ok', 'the same again succeeds');
select t.says(t.back('admin', 'u1p'), 'conflict', 'another undo has nothing to take back');
select is((select count(*) from core.notice where account_id = t.id('ann') and kind = 'appeal' and body ->> 'outcome' = 'reopened'), 1::bigint, 'the author gets one notice');
select is((select count(*) from core.audit where object_id = t.id('u1p') and action = 'undo_appeal'), 1::bigint, 'one audit entry tells of it');
select t.says(t.settle('u1p', 'overturned'), 'ok', 'the same moderator may decide it again');
select is(t.state('u1'), 'published', 'the comment is published');
select t.does(t.back('admin', 'u1p', t.id('u1c'))) \gset
select is(t.state('u1') || ' ' || t.case('u1'), 'rejected open 7 appealed', 'taking that back rejects the comment again');
select is((select count(*) from core.audit where id = t.id('u1c')), 1::bigint, 'its entry tells of the undone decision too');
select t.does(t.settle('u1p', 'overturned')) \gset
select t.does(t.edit('ann', 'article', 'u1', 1, 'Another text.')) \gset
select t.says(t.back('admin', 'u1p'), 'conflict', 'an edit since refuses the undo');
select throws_ok(format('update core.appeal set state = ''open'', decided_by = null where id = %L', t.id('u1p')), '23514', null, 'the table refuses to reopen an appeal without an undo');
select is_empty('select * from core.recount()', 'every counter agrees after the undos');
select * from finish();
