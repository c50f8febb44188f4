-- SPDX-License-Identifier: Apache-2.0
-- Goal: every statement of reasons that offers an appeal keeps the offer. An appeal ends with its object. A hold by
-- reports ends although it is appealed.
\i lib/fixture.sql
select plan(45);
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
select is(t.state('c1'), 'rejected', 'a rule rejects');
select is(t.decide('mod', 'c1', 0, 'restore', null, 'c1d1'), '200', 'a moderator restores');
select t.does(t.undo('mod2', 'c1d1')) \gset
select is(t.state('c1'), 'rejected', 'another takes that back');
select t.says(t.appeal('c1p', t.notice('c1', 'rejected')), 'ok', 'its statement can be appealed');
select is(t.body('kind') || coalesce(t.body('decision'), '-'), 'rule-', 'as a rule''s is');
select t.says(t.appeal('c1p2', (select id from core.notice where comment_id = t.id('c1') and kind = 'rejected' order by created_at limit 1)), 'conflict', 'but not twice at once');
select is(t.body('id')::uuid, t.id('c1p'), 'the open one is shown');
select t.says(t.settle('c1p', 'overturned', 'mod2'), 'forbidden', 'who took it back does not decide');
select t.says(t.settle('c1p', 'overturned'), 'ok', 'somebody else');
select is(t.state('c1'), 'published', 'restores it');
select is((select count(*) from core.notice where account_id = t.id('mod2') and kind = 'appeal'), 1::bigint, 'which who took it back is told');

-- an undone rejection leaves a hold
select t.does(t.post('ann', 'article', 'c2', p_hits => t.hit('hold'))) \gset
select is(t.decide('mod', 'c2', 1, 'reject', 'spam', 'c2d1'), '200', 'what was held is rejected');
select t.does(t.undo('mod2', 'c2d1')) \gset
select is(t.state('c2'), 'held', 'and held again');
select t.says(t.appeal('c2x', t.notice('c2', 'rejected')), 'nothing_to_appeal', 'the rejection is over');
select t.says(t.appeal('c2p', t.notice('c2', 'held')), 'ok', 'the hold is not');
select t.says(t.settle('c2p', 'upheld'), 'ok', 'upheld');
select is(t.state('c2') || ' ' || t.case('c2'), 'held open 5 held', 'it still waits');

-- an edit of what is held has a statement of its own
select t.does(t.post('ann', 'article', 'c3', p_hits => t.hit('hold'))) \gset
select t.notice('c3', 'held') as first \gset
select t.does(t.edit('ann', 'article', 'c3', 1, 'Without a hit.')) \gset
select is(t.state('c3'), 'held', 'an edit never publishes');
select isnt(t.notice('c3', 'held'), :'first'::uuid, 'it is stated anew');
select is((select (body ->> 'revision') || (body ->> 'rule') from core.notice where id = t.notice('c3', 'held')), '2words', 'of the new text, with what has held it');
select is((select core.own_comment_json(c) #>> '{reasons,0,rule}' || (core.own_comment_json(c) #>> '{reasons,0,spans}') from core.comment c where id = t.id('c3')), 'words[]', 'which the author sees, without the places of a former text');
select t.says(t.appeal('c3x', :'first'), 'nothing_to_appeal', 'the former text is not appealed');
select t.says(t.appeal('c3p', t.notice('c3', 'held')), 'ok', 'this one is');

-- withdrawn: nothing is left to decide, nor to keep
select t.does(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('c3'))) \gset
select is((select state || (decided_by is null) from core.appeal where id = t.id('c3p')), 'moottrue', 'withdrawal ends the appeal');
select is((select body ->> 'outcome' from core.notice where id = t.notice('c3', 'appeal')), 'moot', 'which is told');
select is((select codes ->> 'why' from core.audit where action = 'appeal_moot'), 'withdrawn', 'and on record');
select t.says(t.settle('c3p', 'overturned'), 'conflict', 'nobody decides it any more');
select t.says('appeal_mine(t.token(''ann''))', 'ok', 'the author looks');
select is(t.body('appeals,0,state'), 'moot', 'and sees');
update core.session set expires_at = 'infinity';
select t.later('200 days') \gset
select is((t.sweep() ->> 'texts')::int, 1, 'the text goes in its time');
select t.later('0') \gset

-- lifted: the same
select t.does(format('sanction_add(t.token(''mod''), %L, %L, ''mute'', null, ''spam'', null, null, null, null, null, null, null)', t.id('ann'), t.id('s1'))) \gset
select t.does(format('appeal_post(t.token(''ann''), %L, null, %L, null, ''Look again.'', null, null)', t.id('s1p'), t.id('s1'))) \gset
select t.does(format('sanction_lift(t.token(''mod''), %L, %L, %L)', t.id('ann'), t.id('s1'), core.new_id())) \gset
select is((select state from core.appeal where id = t.id('s1p')), 'moot', 'lifting a sanction ends its appeal');
select t.says(t.settle('s1p', 'overturned'), 'conflict', 'nobody says that it restored anything');
select t.does(format('sanction_add(t.token(''mod''), %L, %L, ''mute'', null, ''spam'', null, null, null, null, 3600, null, null)', t.id('ann'), t.id('s2'))) \gset
select t.does(format('appeal_post(t.token(''ann''), %L, null, %L, null, ''Look again.'', null, null)', t.id('s2p'), t.id('s2'))) \gset
select t.does(format('sanction_restore(t.token(''mod2''), %L, %L, %L)', t.id('ann'), t.id('s2'), core.new_id())) \gset
select t.says(t.settle('s2p', 'upheld', 'mod2'), 'forbidden', 'who brought a span back took part');
select throws_ok(format('update core.appeal set state = ''upheld'', decided_by = %L where id = %L', t.id('mod2'), t.id('s2p')), '23514', null, 'for the table too');
select t.says(t.settle('s2p', 'overturned'), 'ok', 'an appeal decided for its author');
select is((select state from core.appeal where id = t.id('s2p')), 'overturned', 'lifts the sanction and stays as decided');

-- a hold by reports, appealed
create function t.loud(p_who text, p_report text) returns text language sql as $$
	select format('report_post(%L, %L, %L, %L, ''abuse'', null, null, null, 2, 3600, 0)', t.token(p_who), t.id('article'), t.id('h1'), t.id(p_report))
$$;
select t.does(t.post('ann', 'article', 'h1')) \gset
select t.does(t.loud(who, 'h1' || who)) from unnest(array['bob', 'cho']) who;
select is(t.state('h1'), 'held', 'two readers hold');
select t.does(t.appeal('h1p', t.notice('h1', 'held'))) \gset
select isnt((select hold_ends from core.case_file where comment_id = t.id('h1')), null, 'an appeal does not make the hold endless');
select is(t.case('h1'), 'open 2 held appealed', 'the case has both');
select t.later('61 minutes') \gset
select is(json_array_length(t.sweep() -> 'articles') || t.state('h1'), '1published', 'it ends in its time');
select t.says(t.settle('h1p', 'upheld'), 'ok', 'the appeal is decided');
select is(t.case('h1'), 'open 3', 'and the reports still wait');
select is((select terms ? 'appeal' from core.case_file where comment_id = t.id('h1')), false, 'without the weight of the appeal');
select t.later('0') \gset
select is(t.decide('mod', 'h1', 3, 'approve'), '200', 'for their decision');
select is_empty('select * from core.recount()', 'every counter agrees');
select * from finish();
