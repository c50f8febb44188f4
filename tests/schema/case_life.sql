-- SPDX-License-Identifier: Apache-2.0
-- Goal: a case makes each transition of its life. Reports have their weight, holds end, and a second moderator is
-- needed where the settings say so.
\i lib/fixture.sql
select plan(83);
create function t.case(p_comment text) returns text language sql as $$
	select coalesce((select concat_ws(' ', state, closed_as, version,
		case when held then 'held' end, case when reported then 'reported' end, case when suspect then 'suspect' end, case when escalated then 'escalated' end)
		from core.case_file where comment_id = t.id(p_comment)), 'none')
$$;
create function t.terms(p_comment text) returns text language sql as $$
	select string_agg(format('%s %s %s', x ->> 'term', x ->> 'weight', x ->> 'text'), '; ')
	from json_array_elements(core.case_json(t.id(p_comment)) -> 'terms') x where x ->> 'term' not in ('waiting', 'article')
$$;
create function t.sweep() returns json language sql as $$ select (api_1.sweep(100, 183 * 86400, 30 * 86400)).body $$;
create function t.undo(p_who text, p_decision text) returns text language sql as $$
	select format('decision_undo(%L, %L, %L)', t.token(p_who), t.id(p_decision), core.new_id())
$$;

-- every transition: none, open, closed as approved, rejected, moot
select t.does(t.post('ann', 'article', 'a1')) \gset
select is(t.case('a1'), 'none', 'a comment without a signal has no case');
select t.does(t.report('bob', 'article', 'a1', 'a1r1')) \gset
select is(t.case('a1'), 'open 1 reported', 'none -> open: a report');
select is(t.terms('a1'), 'reports 1.000 1 report', 'a report weighs one');
select t.does(t.report('cho', 'article', 'a1', 'a1r2')) \gset
select is(t.case('a1'), 'open 1 reported', 'open -> open: another report, the same version');
select is(t.decide('mod', 'a1', 1, 'escalate'), '200', 'a moderator escalates the case');
select is(t.case('a1'), 'open 2 reported escalated', 'open -> open: escalated, a version on');
select is(t.terms('a1'), 'escalated 10.000 escalated; reports 2.000 2 reports', 'the terms name the escalation');
select is((select weight from core.case_file where comment_id = t.id('a1')), 12::float8, 'the terms sum up to the weight');
select is(t.decide('mod', 'a1', 2, 'approve', null, 'a1d1'), '200', 'a moderator approves the comment');
select is(t.case('a1'), 'closed approved 3', 'open -> approved');
select t.does(t.report('dan', 'article', 'a1', 'a1r3')) \gset
select is(t.case('a1'), 'closed approved 3', 'approved -> approved: one new reporter is not enough');
select t.does(t.report('bob', 'article', 'a1', 'a1r4', 'spam')) \gset
select t.does(t.report('cho', 'article', 'a1', 'a1r5', 'spam')) \gset
select is(t.case('a1'), 'closed approved 3', 'approved -> approved: earlier reporters with another reason do not count');
select t.does(t.report('staff', 'article', 'a1', 'a1r6')) \gset
select t.does(t.report('admin', 'article', 'a1', 'a1r7')) \gset
select is(t.case('a1'), 'open 4 reported', 'approved -> open: three new readers, a version on');
select is(t.decide('mod', 'a1', 4, 'reject', 'abuse', 'a1d2'), '200', 'a moderator rejects the comment');
select is(t.case('a1'), 'closed rejected 5', 'open -> rejected');
select t.says(t.undo('mod', 'a1d2'), 'ok', 'the moderator undoes the rejection');
select is(t.case('a1'), 'open 6 reported', 'rejected -> open: undone');
select is(t.decide('mod', 'a1', 6, 'reject', 'abuse'), '200', 'a moderator rejects the comment again');
select is(t.decide('mod2', 'a1', 7, 'restore', null, 'a1d3'), '200', 'another moderator restores the comment');
select is(t.case('a1'), 'closed approved 8', 'rejected -> approved: restored');
select t.does(t.edit('ann', 'article', 'a1', 1, 'Edited.', t.hit('flag'))) \gset
select is(t.case('a1'), 'open 10 suspect', 'approved -> open: an edit with a hit, versions on for the edit and for the opening');
select t.does(t.edit('ann', 'article', 'a1', 2, 'Edited again.')) \gset
select is(t.case('a1'), 'open 11 suspect', 'open -> open: an edit, a version on');
select t.does(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('a1'))) \gset
select is(t.case('a1'), 'closed moot 12', 'open -> moot: withdrawn');
select is(t.decide('mod', 'a1', 12, 'approve'), '422', 'a moot case cannot be approved');
select is(t.body('code'), 'not_decidable', 'the refusal says not_decidable');
select is(t.decide('mod', 'a1', 12, 'escalate'), '422', 'a moot case cannot be escalated');
select t.does(t.post('ann', 'article', 'a2', p_hits => t.hit('hold'))) \gset
select is(t.case('a2'), 'open 1 held', 'none -> open: a rule that holds');
select t.does(t.post('ann', 'article', 'a3', p_hits => t.hit('flag'))) \gset
select is(t.case('a3'), 'open 1 suspect', 'none -> open: a rule that flags');
select is(t.terms('a3'), 'rules 1.000 1 rule hit', 'a case weighs as much as the rule says');
select t.does(t.post('ann', 'article', 'a4')) \gset
select is(t.decide('mod', 'a4', 0, 'escalate', null, 'a4d1'), '200', 'a comment without a case is escalated');
select is(t.case('a4'), 'open 2 escalated', 'none -> open: escalated');
select is(t.decide('mod', 'a4', 2, 'approve', null, 'a4d2'), '200', 'a moderator approves the escalated comment');
select t.says(t.undo('mod', 'a4d1'), 'conflict', 'a decision before the last one cannot be undone');

-- what a reader's reports are worth: four upheld, four not
select t.person('rita') \gset
select t.person('wren') \gset
select t.person('finn') \gset
create function t.past(p_who text, p_from int, p_action text) returns void language plpgsql as $$
begin
	for i in p_from .. p_from + 3 loop
		perform t.does(t.post('ann', 'article', 'past' || i));
		perform t.does(t.report(p_who, 'article', 'past' || i, 'pastr' || i));
		assert t.decide('mod', 'past' || i, 1, p_action, case p_action when 'reject' then 'spam' end) = '200';
	end loop;
end $$;
select t.past('rita', 1, 'reject') \gset
select t.past('wren', 11, 'approve') \gset
select is((select row(decided, upheld, round(weight::numeric, 3), good)::text from core.reporter_standing(t.id('rita'), core.now(), 999999999)), '(4,4,1.667,t)', 'a new reader whose reports were upheld is in good standing');
select is((select row(decided, upheld, round(weight::numeric, 3), good)::text from core.reporter_standing(t.id('wren'), '2000-01-01', 0)), '(4,0,0.333,f)', 'an old reader whose reports were dismissed is not in good standing');
select is((select row(decided, reliability, good)::text from core.reporter_standing(t.id('finn'), core.now() - interval '1 day', 86400)), '(0,0.5,t)', 'an unknown reader is in good standing from the minimum age on');
select is((select good from core.reporter_standing(t.id('finn'), core.now(), 86400)), false, 'an unknown reader below the minimum age is not in good standing');
select t.does(t.post('ann', 'article', 'many')) \gset
select t.does(t.report('dan', 'article', 'many', 'many' || reason, reason)) from unnest(array['spam', 'abuse', 'hate', 'harassment', 'misinformation', 'off_topic', 'illegal', 'other']) reason;
select is(t.decide('mod', 'many', 1, 'reject', 'spam'), '200', 'a comment reported for every reason is rejected');
select is((select row(decided, upheld, good)::text from core.reporter_standing(t.id('dan'), core.now(), 86400)), '(2,1,f)', 'reports of one comment count once in the reader''s record');
select t.does(t.post('ann', 'article', 'b1')) \gset
select t.does(t.report('rita', 'article', 'b1', 'b1r1')) \gset
select t.does(t.report('wren', 'article', 'b1', 'b1r2')) \gset
select is(t.terms('b1'), 'reports 2.000 2 reports, 1 of them by readers usually right', 'the terms name reports of readers who are usually right');

-- a hold by reports, and its end
create function t.fresh(p_who text, p_name text, p_report text, p_age int default 86400) returns text language sql as $$
	select format('report_post(%L, %L, %L, %L, ''abuse'', null, null, null, 2, 3600, %s)', t.token(p_who), t.id('article'), t.id(p_name), t.id(p_report), p_age)
$$;
select t.does(t.post('ann', 'article', 'h1')) \gset
select t.does(t.fresh(who, 'h1', 'h1' || who)) from unnest(array['finn', 'dan', 'staff', 'admin', 'auditor', 'wren']) who;
select is(t.state('h1'), 'published', 'many new accounts cannot hold a comment');
select is(t.case('h1'), 'open 1 reported', 'reports of new accounts open a case');
select t.does(t.post('ann', 'article', 'h2')) \gset
select t.does(t.fresh('finn', 'h2', 'h2r1', 0)) \gset
select t.does(t.fresh('wren', 'h2', 'h2r2', 0)) \gset
select is(t.state('h2'), 'published', 'a reader whose reports were dismissed does not count for a hold');
select t.does(t.fresh('rita', 'h2', 'h2r3', 0)) \gset
select is(t.state('h2') || ' ' || t.case('h2'), 'held open 1 held reported', 'two readers in good standing hold a comment');
select is((select row(rule, reason, outcome, weight)::text from core.signal where comment_id = t.id('h2')), '(reports,abuse,hold,0)', 'the hold stores a signal');
select is((select codes ->> 'reason' from core.audit where action = 'hold_reports' and object_id = t.id('h2')), 'abuse', 'the hold is audited');
select is((select core.own_comment_json(c) #>> '{reasons,0,rule}' from core.comment c where c.id = t.id('h2')), 'reports', 'the author sees the reason');
select is((select count(*) from core.audit where action = 'hold_reports'), 1::bigint, 'one hold is one audit entry');
select is(json_array_length(t.sweep() -> 'articles'), 0, 'the sweep leaves a hold before its end');
select t.later('61 minutes') \gset
select is((t.sweep() #>> '{articles,0,version}')::bigint, t.article_version('article'), 'the sweep changes the article after the end of the hold');
select is(t.state('h2') || ' ' || t.case('h2'), 'published open 1 reported', 'the sweep publishes the comment; the case stays open');
select is((select body ->> 'action' || (body ->> 'automated') from core.notice where comment_id = t.id('h2') and kind = 'restored'), 'hold_endedtrue', 'the author gets a notice of the end');
select t.does(t.fresh('staff', 'h2', 'h2r4', 0)) \gset
select is(t.state('h2'), 'published', 'further reports of the same text do not hold it again');
select t.does(t.post('ann', 'article', 'h3')) \gset
select t.does(t.fresh('rita', 'h3', 'h3r1', 0)) \gset
select t.does(t.fresh('finn', 'h3', 'h3r2', 0)) \gset
select t.does(replace(t.edit('ann', 'article', 'h3', 1, 'Worse.', t.hit('hold')), ', 900)', ', 9000)')) \gset
select t.later('122 minutes') \gset
select is(json_array_length(t.sweep() -> 'articles') || t.state('h3'), '0held', 'a comment that a rule holds too stays held');
select t.later('0') \gset
select t.does(t.post('ann', 'article', 'h4')) \gset
select t.does(t.fresh('rita', 'h4', 'h4r1', 0)) \gset
select t.does(t.fresh('staff', 'h4', 'h4r2', 0)) \gset
select is(t.state('h4'), 'held', 'two readers hold another comment');
select t.does(t.edit('ann', 'article', 'h4', 1, 'Much nicer.')) \gset
select is(t.terms('h4'), 'reports 2.667 2 reports, 1 of them by readers usually right, before the edit', 'the terms name reports from before an edit');
select t.later('61 minutes') \gset
select is(json_array_length(t.sweep() -> 'articles') || t.state('h4'), '1published', 'an edited comment is published at the end of the hold');
select is((select hold_used_revision from core.case_file where comment_id = t.id('h4')), 1, 'the hold is used up for the revision that it held');
select t.does(t.fresh('rita', 'h4', 'h4r3', 0)) \gset
select t.does(t.fresh('staff', 'h4', 'h4r4', 0)) \gset
select is(t.state('h4'), 'held', 'the new revision may be held once');
select is((select row(action, actor_id is null)::text from core.audit where action = 'hold_ended' and object_id = t.id('h2')), '(hold_ended,t)', 'the end of the hold is audited without an actor');
select t.later('0') \gset

-- a notice of illegal content comes first, before any number of reports
select t.does(t.post('ann', 'article', 'i1')) \gset
select t.does(t.report('bob', 'article', 'i1', 'i1r1', 'illegal')) \gset
select is(t.terms('i1'), 'illegal 4.000 said to be illegal; reports 1.000 1 report', 'a reader reports a comment as illegal');
select t.does(format('illegal_post(null, %L, %L, null, ''A threat.'', null, null, null)', core.new_id(), t.id('i1'))) \gset
select is(t.terms('i1'), 'illegal 1004.000 said to be illegal; reports 1.000 1 report', 'a notice of illegal content outweighs everything else');
select t.does(format('illegal_post(null, %L, %L, null, ''A threat.'', null, null, null)', core.new_id(), t.id('i1'))) \gset
select is(t.terms('i1'), 'illegal 1004.000 said to be illegal; reports 1.000 1 report', 'a second notice adds no weight');

-- opened again by readers together, it weighs what they say together
select t.does(t.post('ann', 'article', 'o1')) \gset
select is(t.decide('mod', 'o1', 0, 'approve'), '200', 'a moderator approves a comment');
select t.does(t.report(who, 'article', 'o1', 'o1' || who)) from unnest(array['cho', 'staff', 'admin']) who;
select is(t.terms('o1'), 'reports 3.000 3 reports', 'reports of three readers after an approval weigh three');

-- a second moderator
update core.site set settings = '{"second": {"reasons": ["illegal"], "roles": []}}';
select t.does(t.post('ann', 'article', 's1', p_hits => t.hit('flag'))) \gset
select is(t.decide('mod', 's1', 1, 'reject', 'illegal', 's1d1'), '202', 'a rejection for an illegal text is proposed');
select is(t.state('s1') || ' ' || t.case('s1'), 'published open 2 suspect', 'a proposal leaves the comment published and raises the case''s version');
select is(t.body('current,proposal,by,username') || t.body('current,proposal,action') || t.body('current,proposal,reason'), 'modrejectillegal', 'the case shows the proposal');
select is(t.decide('mod', 's1', 1, 'reject', 'illegal', 's1d1'), '202', 'the same proposal again succeeds');
select is(t.case_version('s1'), 2, 'the same proposal again keeps the version');
select is(t.decide('mod', 's1', 2, 'reject', 'illegal'), '403', 'the proposer cannot confirm the own proposal');
select is(t.decide('mod2', 's1', 1, 'reject', 'illegal'), '409', 'a confirmation of a stale version conflicts');
select is(t.decide('mod2', 's1', 2, 'reject', 'illegal', 's1d2'), '200', 'another moderator confirms the proposal');
select is(t.state('s1') || ' ' || t.case('s1'), 'rejected closed rejected 3', 'a confirmed proposal rejects the comment');
select is((select proposed_by from core.decision where id = t.id('s1d2')), t.id('mod'), 'the decision names the proposer');
select t.does(t.post('ann', 'article', 's2', p_hits => t.hit('flag'))) \gset
select is(t.decide('mod', 's2', 1, 'reject', 'illegal'), '202', 'a moderator makes another proposal');
select is(t.decide('mod2', 's2', 2, 'approve'), '200', 'another moderator approves the comment instead');
select is(t.state('s2') || ' ' || (core.case_json(t.id('s2')) ->> 'proposal' is null)::text, 'published true', 'the approval drops the proposal');
update core.site set settings = '{"second": {"reasons": [], "roles": ["moderator"]}}';
select t.does(t.post('ann', 'article', 's3', p_hits => t.hit('flag'))) \gset
select is(t.decide('mod', 's3', 1, 'reject', 'spam'), '202', 'a moderator whose role needs a second one proposes');
select is(t.decide('admin', 's3', 2, 'reject', 'spam'), '200', 'an admin rejects without a second moderator');

-- the clock of priorities
update core.site set settings = '{}';
select t.does(t.post('ann', 'article', 'w1', p_hits => t.hit('flag'))) \gset
select t.later('12 hours') \gset
select is((select x ->> 'weight' || ' ' || (x ->> 'text') from json_array_elements(core.case_json(t.id('w1')) -> 'terms') x where x ->> 'term' = 'waiting'), '2.000 waiting 12 h', 'the time of waiting is a term');
select core.half_life_set(43200) \gset
select is((select round((priority + extract(epoch from opened_at) / 43200)::numeric, 3) = round(weight::numeric, 3) from core.case_file where comment_id = t.id('w1')), true, 'another half-life recomputes the priorities');
select is_empty('select * from core.recount()', 'every counter agrees');
select * from finish();
