-- SPDX-License-Identifier: Apache-2.0
-- Goal: cases are listed, claimed, decided once and undone with every outcome listed, within the moderator's sites.
\i lib/fixture.sql
select plan(168);
create function t.list(p_who text, p_view text default 'all', p_limit int default 20, p_at float8 default 1e300, p_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff') returns text language sql as $$
	select format('case_list(%L, %L, null, %s, %s, %L)', t.token(p_who), p_view, p_limit, p_at, p_id)
$$;
create function t.claim(p_call text, p_who text, p_comment text) returns text language sql as $$
	select format('claim_%s(%L, %L%s)', p_call, t.token(p_who), t.id(p_comment),
		case p_call when 'renew' then ', 600' when 'take' then format(', 600, %L', core.new_id()) else '' end)
$$;

-- what there is: held, reported, flagged
do $$ begin
	perform t.does(t.post('ann', 'article', 'held', p_hits => t.hit('hold')));
	perform t.does(t.post('ann', 'article', 'flagged', p_hits => t.hit('flag')));
	perform t.does(t.post('ann', 'article', 'reported'));
	perform t.does(t.report('bob', 'article', 'reported', 'r1', 'illegal'));
	perform t.does(t.report('cho', 'article', 'reported', 'r2', 'abuse'));
	perform t.does(t.post('ann', 'article', 'fine'));
	perform t.does(t.post('bob', 'article', 'mine', p_hits => t.hit('flag')));
end $$;
select core.role_put(t.id('bob'), 'moderator', t.id('site'), null, core.new_id()) \gset

select t.says(t.list('mod'), 'ok', 'the list');
select is(json_array_length(t.json() -> 'cases'), 4, 'has every open case');
select is(t.body('cases,0,case')::uuid, t.id('reported'), 'most urgent first');
select is(json_array_length(t.json() #> '{cases,0,signals}'), 2, 'with all its reports');
select is(t.body('cases,0,signals,0,kind') || t.body('cases,0,signals,0,reason'), 'reportillegal', 'and their reasons');
select ok(t.json()::text not like '%' || t.id('cho')::text || '%', 'but not who reported');
select is(t.json() -> 'counts' ->> 'all' || (t.json() -> 'counts' ->> 'held') || (t.json() -> 'counts' ->> 'reported') || (t.json() -> 'counts' ->> 'suspect') || (t.json() -> 'counts' ->> 'illegal') || (t.json() -> 'counts' ->> 'escalated'), '411210', 'counted by view');
select ok(t.body('next') is null, 'on one page');
select t.says(t.list('mod', 'held'), 'ok', 'a view');
select is(t.body('cases,0,case')::uuid, t.id('held'), 'has its own');
select is(json_array_length(t.json() -> 'cases'), 1, 'only');
select is(t.body('cases,0,comment,body') || t.body('cases,0,comment,state') || t.body('cases,0,state') || t.body('cases,0,version'), 'A body.heldopen1', 'with body, states and version');
select is(t.body('cases,0,author,record,held'), '1', 'and the author''s record');
select is(t.body('cases,0,signals,0,rule') || t.body('cases,0,signals,0,spans'), 'words[[0, 1]]', 'and the rule''s span');
select t.says(t.list('mod', 'all', 2), 'ok', 'a page of two');
select is(json_array_length(t.json() -> 'cases'), 2, 'has two');
create table t.seen as select c ->> 'case' as id from json_array_elements(t.json() -> 'cases') c;
select t.says(t.list('mod', 'all', 2, t.body('next,priority')::float8, t.body('next,id')::uuid), 'ok', 'the next page');
select is((select count(distinct id) from (select id from t.seen union select c ->> 'case' from json_array_elements(t.json() -> 'cases') c) x), 4::bigint, 'has the others');
select ok(t.body('next') is null, 'and is the last');
select t.says(format($$case_list(t.token('mod'), 'all', %L, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, core.new_id()), 'ok', 'of another article');
select is(json_array_length(t.json() -> 'cases'), 0, 'has none');
select t.says(t.list('auditor'), 'ok', 'an auditor looks');
select t.says(t.list('ann'), 'forbidden', 'a reader does not');
select t.says(t.list('staff'), 'forbidden', 'nor staff');
select t.says(t.list(null), 'sign_in', 'nor nobody');

select t.says(format('case_get(t.token(''mod''), %L)', t.id('fine')), 'ok', 'a comment without a case');
select is(t.body('version') || t.body('state'), '0none', 'has version 0');
select t.says(format('case_get(t.token(''mod''), %L)', core.new_id()), 'not_found', 'no such comment');
select t.says(format('case_get(t.token(''cho''), %L)', t.id('held')), 'forbidden', 'not for readers');
select t.says(format('case_get(''\xff'', %L)', t.id('held')), 'sign_in', 'nor nobody');

-- claims
select t.says($$claim_next(t.token('mod'), 'all', null, 2, 600)$$, 'ok', 'claim two');
select is(json_array_length(t.json() -> 'cases'), 2, 'are two');
select is(t.body('cases,0,case')::uuid, t.id('reported'), 'the most urgent');
select is(t.body('cases,0,claim,by,username'), 'mod', 'leased to the caller');
select t.says($$claim_next(t.token('mod2'), null, null, 10, 600)$$, 'ok', 'a colleague claims');
select is(json_array_length(t.json() -> 'cases'), 2, 'the other two');
select t.says($$claim_next(t.token('mod'), 'all', null, 10, 600)$$, 'ok', 'there are');
select is(json_array_length(t.json() -> 'cases'), 0, 'no more');
select t.says($$claim_next(t.token('auditor'), 'all', null, 10, 600)$$, 'forbidden', 'an auditor claims nothing');
select t.says($$claim_next('\xff', 'all', null, 10, 600)$$, 'sign_in', 'nor nobody');
select is((select claimed_by from core.case_file where comment_id = t.id('reported')), t.id('mod'), 'mod holds one');
select t.says(t.claim('renew', 'mod', 'reported'), 'ok', 'and renews');
select t.says(t.claim('renew', 'mod2', 'reported'), 'conflict', 'a colleague cannot');
select is(t.body('claim,by,username'), 'mod', 'and sees who holds it');
select t.says(t.claim('renew', 'mod2', 'fine'), 'not_found', 'no case, no claim');
select t.says(t.claim('renew', 'auditor', 'reported'), 'forbidden', 'not for auditors');
select t.says(t.claim('renew', null, 'reported'), 'sign_in', 'nor nobody');
select t.says(t.claim('release', 'mod2', 'reported'), 'conflict', 'a colleague gives nothing back');
select t.says(t.claim('take', 'mod2', 'reported'), 'forbidden', 'nor takes over');
select t.says(t.claim('take', 'admin', 'reported'), 'ok', 'an admin takes over');
select is((select codes ->> 'from' from core.audit where action = 'claim_take')::uuid, t.id('mod'), 'which is on record');
select t.says(t.claim('take', 'admin', 'fine'), 'not_found', 'nothing to take');
select t.says(t.claim('release', 'admin', 'reported'), 'ok', 'and gives back');
select t.says(t.claim('release', 'admin', 'fine'), 'not_found', 'nothing to give');
select t.says(t.claim('release', null, 'fine'), 'sign_in', 'nobody gives');
select t.later('11 minutes');
select t.says($$claim_next(t.token('bob'), 'all', null, 10, 600)$$, 'ok', 'leases run out');
select is(json_array_length(t.json() -> 'cases'), 3, 'nobody gets a case about an own comment');
select t.later('22 minutes');

-- decide
select is(t.decide('cho', 'held', 1, 'approve'), 'forbidden', 'a reader decides nothing');
select is(t.decide('auditor', 'held', 1, 'approve'), 'forbidden', 'nor an auditor');
select is(t.decide(null, 'held', 1, 'approve'), 'sign_in', 'nor nobody');
select is(t.decide('mod', 'held', 1, 'approve', null, 'd1', 'A note.'), '200', 'approve what is held');
select is(t.body('decision')::uuid, t.id('d1'), 'by its id');
select is(t.state('held'), 'published', 'publishes');
select is((select row(state, closed_as, version)::text from core.case_file where comment_id = t.id('held')), '(closed,approved,2)', 'and closes the case');
select is((select kind from core.notice where decision_id = t.id('d1')), 'restored', 'the author is told');
select is((select digest from core.audit where id = t.id('d1')), (select sha256(salt || convert_to(payload, 'UTF8')) from core.audit_private where entry = t.id('d1')), 'the note is bound to its entry');
select is(t.decide('mod', 'held', 1, 'approve', null, 'd1'), '200', 'the same decision again');
select is(t.case_version('held'), 2, 'is one decision');
select is(t.decide('mod2', 'held', 1, 'reject', 'spam'), '409', 'a stale version');
select is(t.body('current,version') || t.body('current,state'), '2closed', 'shows the current case');
select is(t.decide('mod', 'reported', 1, 'reject'), '422', 'a rejection needs a reason');
select is(t.decide('mod', 'reported', 1, 'reject', 'because'), '422', 'one of the list');
select is(t.decide('mod', 'nothing', 0, 'approve'), '404', 'no such comment');
select is(t.decide('bob', 'mine', 1, 'approve'), '403', 'an own comment');
select t.says($$claim_next(t.token('mod2'), 'reported', null, 1, 600)$$, 'ok', 'a colleague claims');
select is(t.decide('mod', 'reported', 1, 'reject', 'abuse'), '409', 'another''s live claim');
select is(t.decide('mod2', 'reported', 1, 'reject', 'abuse', 'd2'), '200', 'the claimant rejects');
select is(t.state('reported'), 'rejected', 'it is gone');
select is((select count(*) from core.notice where decision_id = t.id('d2') and kind = 'report'), 2::bigint, 'both who reported are told');
select is((select body ->> 'reason' from core.notice where decision_id = t.id('d2') and kind = 'rejected'), 'abuse', 'and the author, why');
select is((select change from core.journal where article_id = t.id('article') order by version desc limit 1), 'remove', 'the page follows');
select is(t.decide('mod', 'fine', 0, 'reject', 'off_topic', 'd3'), '200', 'version 0 opens and decides');
select is(t.case_version('fine'), 2, 'as version 2');
select is(t.decide('mod', 'fine', 2, 'reject', 'spam'), '422', 'rejecting twice is nothing to decide');
select is(t.decide('mod', 'fine', 2, 'restore', null, 'd4'), '200', 'restore');
select is(t.state('fine'), 'published', 'brings it back');
select is(t.decide('mod', 'fine', 3, 'restore'), '422', 'nothing to restore');
select is(t.decide('mod', 'flagged', 1, 'escalate', null, 'd5'), '200', 'escalate');
select is((select row(state, escalated, version)::text from core.case_file where comment_id = t.id('flagged')), '(open,t,2)', 'stays open, a version on');

-- many at once, in the order asked
select t.says(format($$decide(t.token('mod'), '[{"id":"%s","case":"%s","version":9,"action":"approve"},{"id":"%s","case":"%s","version":2,"action":"approve"},{"id":"%s","case":"%s","version":1,"action":"approve"}]', %L, '\x01')$$,
	core.new_id(), t.id('fine'), core.new_id(), t.id('flagged'), core.new_id(), core.new_id(), t.id('key')), 'ok', 'three decisions');
select is((select string_agg(r ->> 'status', ' ') from json_array_elements(t.json() -> 'results') r), '409 200 404', 'each has its own result');
select t.says(format($$decide(t.token('mod'), '[]', %L, '\x01')$$, t.id('key')), 'ok', 'the key again');
select is((select string_agg(r ->> 'status', ' ') from json_array_elements(t.json() -> 'results') r), '409 200 404', 'the same results');
select t.says(format($$decide(t.token('mod'), '[]', %L, '\x02')$$, t.id('key')), 'key_reused', 'with another body');

-- undo
create function t.undo(p_who text, p_decision text, p_entry text default null) returns text language sql as $$
	select format('decision_undo(%L, %L, %L)', t.token(p_who), t.id(p_decision), coalesce(t.id(p_entry), core.new_id()))
$$;
select t.says(t.undo('cho', 'd2'), 'forbidden', 'a reader undoes nothing');
select t.says(t.undo(null, 'd2'), 'sign_in', 'nor nobody');
select t.says(t.undo('mod', 'none'), 'not_found', 'no such decision');
select t.says(t.undo('mod', 'd3'), 'conflict', 'something later happened');
select t.says(t.undo('mod', 'd2', 'u1'), 'ok', 'undo a rejection');
select is(t.state('reported'), 'published', 'shows it again');
select is((select row(state, reported, version, claimed_by)::text from core.case_file where comment_id = t.id('reported')), '(open,t,3,)', 'and the case is open as before, a version on');
select t.says(t.undo('mod', 'd2', 'u1'), 'ok', 'the same again');
select t.says(t.undo('mod', 'd2', 'u2'), 'conflict', 'undone is undone');
update core.comment set text_erased_at = core.now() where id = t.id('fine');
select t.says(t.undo('mod', 'd4'), 'text_erased', 'what is erased cannot be shown or judged again');
select is(t.decide('mod', 'held', 2, 'reject', 'spam', 'd6'), '200', 'reject what was approved');
select t.says(t.undo('mod2', 'd6'), 'ok', 'a colleague undoes it');
select is((select row(state, closed_as)::text from core.case_file where comment_id = t.id('held')), '(closed,approved)', 'approved as before');

-- log
select t.says($$decision_log(t.token('auditor'), null, null, null, null, null, 3, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'ok', 'the log');
select is(json_array_length(t.json() -> 'decisions'), 3, 'newest three');
select is(t.body('decisions,0,id')::uuid, t.id('d6'), 'first');
select t.says(format($$decision_log(t.token('mod'), %L, %L, %L, '2020-01-01', '2100-01-01', 10, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, t.id('ann'), t.id('held'), t.id('mod')), 'ok', 'by everything');
select is((select string_agg(d ->> 'note', '') from json_array_elements(t.json() -> 'decisions') d), 'A note.', 'with the note');
select t.says($$decision_log(t.token('cho'), null, null, null, null, null, 3, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'forbidden', 'not for readers');
select t.says($$decision_log('\xff', null, null, null, null, null, 3, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'sign_in', 'nor nobody');

select is_empty('select * from core.recount()', 'every counter agrees');

-- what is for somebody else to look at is not offered again; what one holds and what waits for a second are views
create function t.next(p_who text, p_view text default 'all', p_limit int default 20, p_max int default 100) returns text language sql as $$
	select format('claim_next(%L, %L, null, %s, 600, %s)', t.token(p_who), p_view, p_limit, p_max)
$$;
create function t.has(p_comment text) returns boolean language sql as $$
	select exists (select from json_array_elements(t.json() -> 'cases') c where c ->> 'case' = t.id(p_comment)::text)
$$;
select t.does(t.post('ann', 'article', 'q' || i, p_hits => t.hit('flag'))) from generate_series(1, 3) i;
update core.case_file set claimed_by = null, claimed_until = null;
update core.site set settings = '{"second": {"reasons": ["illegal"], "roles": []}}';
select is(t.decide('mod', 'q1', 1, 'escalate', null, null, 'Who knows the law here?'), '200', 'one is escalated');
select is(t.decide('mod', 'q2', 1, 'reject', 'illegal'), '202', 'one is proposed');
select t.says(t.next('mod'), 'ok', 'the next ones');
select is(t.has('q1')::text || t.has('q2') || t.has('q3'), 'falsefalsetrue', 'are neither of them for who did it');
select t.says(t.list('mod', 'mine'), 'ok', 'what they hold');
select is(t.has('q3')::text || json_array_length(t.json() -> 'cases'), 'true' || (t.json() #>> '{counts,mine}'), 'is a view, and counted');
select t.says(t.list('mod2', 'mine'), 'ok', 'which a colleague''s');
select is(json_array_length(t.json() -> 'cases'), 0, 'is not');
select t.says(t.list('mod', 'proposed'), 'ok', 'what waits for a second moderator');
select is(json_array_length(t.json() -> 'cases') || (t.json() #>> '{counts,proposed}') || t.has('q2'), '11true', 'is a view, too');
select t.says(t.next('mod', 'proposed'), 'ok', 'who proposed it');
select is(json_array_length(t.json() -> 'cases'), 0, 'is not asked for the second time');
select t.says(t.next('mod2', 'proposed'), 'ok', 'a colleague');
select is(t.has('q2'), true, 'is');
select t.says(t.next('mod2', 'escalated', 1), 'ok', 'and for what was escalated');
select is(t.has('q1'), true, 'too');
select t.says(format('claim_release(t.token(''mod2''), %L)', t.id('q1')), 'ok', 'given back');
select is(t.decide('mod2', 'q1', 2, 'escalate'), '200', 'and escalated by the colleague as well');
select t.says(t.next('mod', 'escalated'), 'ok', 'it is');
select is(t.has('q1'), true, 'the first one''s again');
select t.later('5 minutes') \gset
select t.says(t.next('mod', 'mine', 1), 'ok', 'what one holds');
select is((t.body('cases,0,claim,until')::timestamptz > core.now() + interval '9 minutes')::text || json_array_length(t.json() -> 'cases'), 'true1', 'is prolonged, one if one is wanted');
select t.later('0') \gset
select t.says(t.next('mod', 'all', 20, 2), 'claims_max', 'nobody holds more than they may');
select t.says(format('claim_release(t.token(''mod''), %L)', t.id('q1')), 'ok', 'but gives one back');
update core.case_file set claimed_by = null, claimed_until = null where claimed_by = t.id('mod');
select t.says(t.next('mod', 'all', 20, 2), 'ok', 'and gets');
select is(json_array_length(t.json() -> 'cases'), 2, 'as many as that leaves');
select t.says(t.next('mod', 'all', 20, 0), 'ok', 'without a limit');
select cmp_ok(json_array_length(t.json() -> 'cases'), '>', 0, 'they get more');
update core.case_file set claimed_by = null, claimed_until = null;
select t.says(t.claim('renew', 'mod', 'q3'), 'ok', 'a single one by its name');
select is(t.body('claim,by,username'), 'mod', 'is claimed so');

-- the limit holds for every way of claiming
create function t.one(p_call text, p_who text, p_comment text, p_max int) returns text language sql as $$
	select replace(t.claim(p_call, p_who, p_comment), ')', format(', %s)', p_max))
$$;
update core.case_file set claimed_by = null, claimed_until = null;
select t.does(t.post('ann', 'article', 'l' || i, p_hits => t.hit('flag'))) from generate_series(1, 2) i;
select t.says(t.one('renew', 'mod', 'q3', 1), 'ok', 'one by its name, where one may hold one');
select t.says(t.one('renew', 'mod', 'l1', 1), 'claims_max', 'is as much as claiming the next');
select is((select claimed_by from core.case_file where comment_id = t.id('l1')), null, 'another is not taken');
select t.says(t.one('renew', 'mod', 'q3', 1), 'ok', 'what one holds is prolonged');
select t.says(t.one('renew', 'mod2', 'l1', 1), 'ok', 'a colleague has a limit of their own');
select t.says(t.one('renew', 'mod', 'l1', 1), 'conflict', 'what a colleague holds is no matter of limits');
select t.says(t.one('renew', 'mod', 'fine', 1), 'not_found', 'nor what there is not');
select t.says(t.one('renew', 'mod', 'l2', 0), 'ok', 'without a limit more are held');
update core.case_file set claimed_until = core.now() - interval '1 second' where comment_id = t.id('l2');
select t.says(t.one('renew', 'mod', 'l2', 1), 'claims_max', 'a claim that ran out is taken anew');
select t.says(t.one('renew', 'mod', 'l2', 2), 'ok', 'where there is room');
select t.says(t.one('take', 'admin', 'l1', 1), 'ok', 'an admin takes one over');
select t.says(t.one('take', 'admin', 'l2', 1), 'claims_max', 'and not another');
select is((select claimed_by from core.case_file where comment_id = t.id('l2')), t.id('mod'), 'which stays whose it was');
select t.says(t.one('take', 'admin', 'l1', 1), 'ok', 'the admin''s own is prolonged');
select t.says(t.one('take', 'admin', 'l2', 2), 'ok', 'a higher limit allows it');
select t.does(t.edit('ann', 'article', 'q2', 1, 'Edited.')) \gset
select is((select proposal from core.case_file where comment_id = t.id('q2')), null, 'a proposal does not outlive the text it was about');

-- the single case: what it answers, why it was escalated, what it said before
select t.does(t.post('bob', 'article', 'answer', 'q3', t.hit('flag'), p_body => 'You are wrong.')) \gset
select t.does(t.report('cho', 'article', 'answer', 'answerr1')) \gset
select t.does(t.edit('bob', 'article', 'answer', 1, 'You are mistaken.')) \gset
select t.does(t.edit('bob', 'article', 'answer', 2, 'I do not agree.')) \gset
select is(t.decide('mod', 'answer', t.case_version('answer'), 'escalate', null, null, 'A regular of ours.'), '200', 'escalated with a note');
select t.says(format('case_get(t.token(''mod2''), %L)', t.id('answer')), 'ok', 'a colleague looks');
select is(t.body('parent,id') || t.body('parent,author,username') || t.body('parent,body'), t.id('q3') || 'annA body.', 'what it answers is there');
select is(t.body('escalation,by,username') || ': ' || t.body('escalation,note'), 'mod: A regular of ours.', 'and the note');
select is(t.body('revisions,0,body') || json_array_length(t.json() -> 'revisions'), 'You are wrong.1', 'and the text that was reported, not the one that nobody minded');
select t.says(format('case_get(t.token(''mod2''), %L)', t.id('q3')), 'ok', 'one at top level');
select is(t.json() ->> 'parent', null, 'answers nothing');
select * from finish();
