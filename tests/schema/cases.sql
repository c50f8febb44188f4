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
select t.role_put(t.id('bob'), 'moderator', t.id('site'), null, core.new_id()) \gset

select t.says(t.list('mod'), 'ok', 'a moderator lists cases');
select is(json_array_length(t.json() -> 'cases'), 4, 'the list has every open case');
select is(t.body('cases,0,case')::uuid, t.id('reported'), 'the most urgent case comes first');
select is(json_array_length(t.json() #> '{cases,0,signals}'), 2, 'a case has all its reports');
select is(t.body('cases,0,signals,0,kind') || t.body('cases,0,signals,0,reason'), 'reportillegal', 'a report has its reason');
select ok(t.json()::text not like '%' || t.id('cho')::text || '%', 'a report does not name its reporter');
select is(t.json() -> 'counts' ->> 'all' || (t.json() -> 'counts' ->> 'held') || (t.json() -> 'counts' ->> 'reported') || (t.json() -> 'counts' ->> 'suspect') || (t.json() -> 'counts' ->> 'illegal') || (t.json() -> 'counts' ->> 'escalated'), '411210', 'each view has its count');
select ok(t.body('next') is null, 'a list on one page has no next page');
select t.says(t.list('mod', 'held'), 'ok', 'a moderator lists the view of held cases');
select is(t.body('cases,0,case')::uuid, t.id('held'), 'the view has the held case');
select is(json_array_length(t.json() -> 'cases'), 1, 'the view has no other case');
select is(t.body('cases,0,comment,body') || t.body('cases,0,comment,state') || t.body('cases,0,state') || t.body('cases,0,version'), 'A body.heldopen1', 'the case has the comment''s text and state, its own state and version');
select is(t.body('cases,0,author,record,held'), '1', 'the case has the author''s record');
select is(t.body('cases,0,signals,0,rule') || t.body('cases,0,signals,0,spans'), 'words[[0, 1]]', 'the case has the span of the rule');
select t.says(t.list('mod', 'all', 2), 'ok', 'a moderator lists a page of two cases');
select is(json_array_length(t.json() -> 'cases'), 2, 'the page has two cases');
create table t.seen as select c ->> 'case' as id from json_array_elements(t.json() -> 'cases') c;
select t.says(t.list('mod', 'all', 2, t.body('next,priority')::float8, t.body('next,id')::uuid), 'ok', 'a moderator lists the next page');
select is((select count(distinct id) from (select id from t.seen union select c ->> 'case' from json_array_elements(t.json() -> 'cases') c) x), 4::bigint, 'the next page has the remaining cases');
select ok(t.body('next') is null, 'the last page has no next page');
select t.says(format($$case_list(t.token('mod'), 'all', %L, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, core.new_id()), 'ok', 'a moderator lists the cases of another article');
select is(json_array_length(t.json() -> 'cases'), 0, 'an article without cases has an empty list');
select t.says(t.list('auditor'), 'ok', 'an auditor may list cases');
select t.says(t.list('ann'), 'forbidden', 'a reader may not list cases');
select t.says(t.list('staff'), 'forbidden', 'staff may not list cases');
select t.says(t.list(null), 'sign_in', 'listing cases needs a session');

select t.says(format('case_get(t.token(''mod''), %L)', t.id('fine')), 'ok', 'a comment without a case has a case view');
select is(t.body('version') || t.body('state'), '0none', 'a comment without a case has version 0');
select t.says(format('case_get(t.token(''mod''), %L)', core.new_id()), 'not_found', 'an unknown comment has no case');
select t.says(format('case_get(t.token(''cho''), %L)', t.id('held')), 'forbidden', 'a reader may not see a case');
select t.says(format('case_get(''\xff'', %L)', t.id('held')), 'sign_in', 'seeing a case needs a session');

-- claims
select t.says($$claim_next(t.token('mod'), 'all', null, 2, 600)$$, 'ok', 'a moderator claims up to two cases');
select is(json_array_length(t.json() -> 'cases'), 2, 'the moderator gets two cases');
select is(t.body('cases,0,case')::uuid, t.id('reported'), 'the most urgent case is claimed first');
select is(t.body('cases,0,claim,by,username'), 'mod', 'the claim names the moderator');
select t.says($$claim_next(t.token('mod2'), null, null, 10, 600)$$, 'ok', 'a second moderator claims up to ten cases');
select is(json_array_length(t.json() -> 'cases'), 2, 'the second moderator gets the two unclaimed cases');
select t.says($$claim_next(t.token('mod'), 'all', null, 10, 600)$$, 'ok', 'the first moderator asks for more cases');
select is(json_array_length(t.json() -> 'cases'), 0, 'there is no unclaimed case left');
select t.says($$claim_next(t.token('auditor'), 'all', null, 10, 600)$$, 'forbidden', 'an auditor may not claim cases');
select t.says($$claim_next('\xff', 'all', null, 10, 600)$$, 'sign_in', 'claiming needs a session');
select is((select claimed_by from core.case_file where comment_id = t.id('reported')), t.id('mod'), 'the case stores its claimant');
select t.says(t.claim('renew', 'mod', 'reported'), 'ok', 'a claimant renews the claim');
select t.says(t.claim('renew', 'mod2', 'reported'), 'conflict', 'another moderator cannot renew the claim');
select is(t.body('claim,by,username'), 'mod', 'the conflict names the claimant');
select t.says(t.claim('renew', 'mod2', 'fine'), 'not_found', 'a comment without a case cannot be claimed');
select t.says(t.claim('renew', 'auditor', 'reported'), 'forbidden', 'an auditor may not renew a claim');
select t.says(t.claim('renew', null, 'reported'), 'sign_in', 'renewing a claim needs a session');
select t.says(t.claim('release', 'mod2', 'reported'), 'conflict', 'another moderator cannot release the claim');
select t.says(t.claim('take', 'mod2', 'reported'), 'forbidden', 'another moderator may not take over the claim');
select t.says(t.claim('take', 'admin', 'reported'), 'ok', 'an admin takes over the claim');
select is((select codes ->> 'from' from core.audit where action = 'claim_take')::uuid, t.id('mod'), 'the takeover is audited with the former claimant');
select t.says(t.claim('take', 'admin', 'fine'), 'not_found', 'a comment without a case cannot be taken over');
select t.says(t.claim('release', 'admin', 'reported'), 'ok', 'the admin releases the claim');
select t.says(t.claim('release', 'admin', 'fine'), 'not_found', 'a comment without a case cannot be released');
select t.says(t.claim('release', null, 'fine'), 'sign_in', 'releasing a claim needs a session');
select t.later('11 minutes');
select t.says($$claim_next(t.token('bob'), 'all', null, 10, 600)$$, 'ok', 'claims expire');
select is(json_array_length(t.json() -> 'cases'), 3, 'a moderator gets no case about an own comment');
select t.later('22 minutes');

-- decide
select is(t.decide('cho', 'held', 1, 'approve'), 'forbidden', 'a reader may not decide');
select is(t.decide('auditor', 'held', 1, 'approve'), 'forbidden', 'an auditor may not decide');
select is(t.decide(null, 'held', 1, 'approve'), 'sign_in', 'a decision needs a session');
select is(t.decide('mod', 'held', 1, 'approve', null, 'd1', 'A note.'), '200', 'a moderator approves a held comment');
select is(t.body('decision')::uuid, t.id('d1'), 'the reply has the decision''s id');
select is(t.state('held'), 'published', 'an approval publishes the comment');
select is((select row(state, closed_as, version)::text from core.case_file where comment_id = t.id('held')), '(closed,approved,2)', 'an approval closes the case');
select is((select kind from core.notice where decision_id = t.id('d1')), 'restored', 'the author gets a notice');
select is((select digest from core.audit where id = t.id('d1')), (select sha256(salt || convert_to(payload, 'UTF8')) from core.audit_private where entry = t.id('d1')), 'the audit entry has the digest of the note');
select is(t.decide('mod', 'held', 1, 'approve', null, 'd1'), '200', 'the same decision again succeeds');
select is(t.case_version('held'), 2, 'the same decision again keeps the case''s version');
select is(t.decide('mod2', 'held', 1, 'reject', 'spam'), '409', 'a decision on a stale version conflicts');
select is(t.body('current,version') || t.body('current,state'), '2closed', 'the conflict shows the current case');
select is(t.decide('mod', 'reported', 1, 'reject'), '422', 'a rejection without a reason is refused');
select is(t.decide('mod', 'reported', 1, 'reject', 'because'), '422', 'a rejection with an unknown reason is refused');
select is(t.decide('mod', 'nothing', 0, 'approve'), '404', 'a decision on an unknown comment is not found');
select is(t.decide('bob', 'mine', 1, 'approve'), '403', 'a moderator may not decide on an own comment');
select t.says($$claim_next(t.token('mod2'), 'reported', null, 1, 600)$$, 'ok', 'a second moderator claims the reported case');
select is(t.decide('mod', 'reported', 1, 'reject', 'abuse'), '409', 'a decision on a case that another moderator claims conflicts');
select is(t.decide('mod2', 'reported', 1, 'reject', 'abuse', 'd2'), '200', 'the claimant rejects the comment');
select is(t.state('reported'), 'rejected', 'a rejection hides the comment');
select is((select count(*) from core.notice where decision_id = t.id('d2') and kind = 'report'), 2::bigint, 'both reporters get a notice');
select is((select body ->> 'reason' from core.notice where decision_id = t.id('d2') and kind = 'rejected'), 'abuse', 'the author''s notice has the reason');
select is((select change from core.journal where article_id = t.id('article') order by version desc limit 1), 'remove', 'the journal removes the comment from the page');
select is(t.decide('mod', 'fine', 0, 'reject', 'off_topic', 'd3'), '200', 'a rejection of a comment without a case takes version 0');
select is(t.case_version('fine'), 2, 'the new case has version 2');
select is(t.decide('mod', 'fine', 2, 'reject', 'spam'), '422', 'a rejected comment cannot be rejected again');
select is(t.decide('mod', 'fine', 2, 'restore', null, 'd4'), '200', 'a moderator restores a rejected comment');
select is(t.state('fine'), 'published', 'a restored comment is published');
select is(t.decide('mod', 'fine', 3, 'restore'), '422', 'a published comment cannot be restored');
select is(t.decide('mod', 'flagged', 1, 'escalate', null, 'd5'), '200', 'a moderator escalates a case');
select is((select row(state, escalated, version)::text from core.case_file where comment_id = t.id('flagged')), '(open,t,2)', 'an escalated case stays open with a new version');

-- many at once, in the order asked
select t.says(format($$decide(t.token('mod'), '[{"id":"%s","case":"%s","version":9,"action":"approve"},{"id":"%s","case":"%s","version":2,"action":"approve"},{"id":"%s","case":"%s","version":1,"action":"approve"}]', %L, '\x01')$$,
	core.new_id(), t.id('fine'), core.new_id(), t.id('flagged'), core.new_id(), core.new_id(), t.id('key')), 'ok', 'three decisions in one call succeed');
select is((select string_agg(r ->> 'status', ' ') from json_array_elements(t.json() -> 'results') r), '409 200 404', 'each decision has its own status');
select t.says(format($$decide(t.token('mod'), '[]', %L, '\x01')$$, t.id('key')), 'ok', 'the same key again succeeds');
select is((select string_agg(r ->> 'status', ' ') from json_array_elements(t.json() -> 'results') r), '409 200 404', 'the same key again gives the same results');
select t.says(format($$decide(t.token('mod'), '[]', %L, '\x02')$$, t.id('key')), 'key_reused', 'the same key with another body is refused');

-- undo
create function t.undo(p_who text, p_decision text, p_entry text default null) returns text language sql as $$
	select format('decision_undo(%L, %L, %L)', t.token(p_who), t.id(p_decision), coalesce(t.id(p_entry), core.new_id()))
$$;
select t.says(t.undo('cho', 'd2'), 'forbidden', 'a reader may not undo a decision');
select t.says(t.undo(null, 'd2'), 'sign_in', 'an undo needs a session');
select t.says(t.undo('mod', 'none'), 'not_found', 'an unknown decision is not found');
select t.says(t.undo('mod', 'd3'), 'conflict', 'an undo conflicts with a later decision');
select t.says(t.undo('mod', 'd2', 'u1'), 'ok', 'a moderator undoes a rejection');
select is(t.state('reported'), 'published', 'an undone rejection publishes the comment');
select is((select row(state, reported, version, claimed_by)::text from core.case_file where comment_id = t.id('reported')), '(open,t,3,)', 'the case is open as before, with a new version');
select t.says(t.undo('mod', 'd2', 'u1'), 'ok', 'the same undo again succeeds');
select t.says(t.undo('mod', 'd2', 'u2'), 'conflict', 'a second undo of the same decision conflicts');
update core.comment set text_erased_at = core.now() where id = t.id('fine');
select t.says(t.undo('mod', 'd4'), 'text_erased', 'a decision on an erased text cannot be undone');
select is(t.decide('mod', 'held', 2, 'reject', 'spam', 'd6'), '200', 'a moderator rejects an approved comment');
select t.says(t.undo('mod2', 'd6'), 'ok', 'a second moderator undoes the rejection');
select is((select row(state, closed_as)::text from core.case_file where comment_id = t.id('held')), '(closed,approved)', 'the case is approved as before');

-- log
select t.says($$decision_log(t.token('auditor'), null, null, null, null, null, 3, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'ok', 'an auditor reads the decision log');
select is(json_array_length(t.json() -> 'decisions'), 3, 'a page of the log has three decisions');
select is(t.body('decisions,0,id')::uuid, t.id('d6'), 'the newest decision comes first');
select t.says(format($$decision_log(t.token('mod'), %L, %L, %L, '2020-01-01', '2100-01-01', 10, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, t.id('ann'), t.id('held'), t.id('mod')), 'ok', 'the log filters by author, comment, moderator and time');
select is((select string_agg(d ->> 'note', '') from json_array_elements(t.json() -> 'decisions') d), 'A note.', 'the log has the note');
select t.says($$decision_log(t.token('cho'), null, null, null, null, null, 3, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'forbidden', 'a reader may not read the log');
select t.says($$decision_log('\xff', null, null, null, null, null, 3, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'sign_in', 'reading the log needs a session');

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
select is(t.decide('mod', 'q1', 1, 'escalate', null, null, 'Who knows the law here?'), '200', 'a moderator escalates a case');
select is(t.decide('mod', 'q2', 1, 'reject', 'illegal'), '202', 'a moderator proposes a rejection');
select t.says(t.next('mod'), 'ok', 'the moderator claims more cases');
select is(t.has('q1')::text || t.has('q2') || t.has('q3'), 'falsefalsetrue', 'the moderator gets neither the escalated nor the proposed case');
select t.says(t.list('mod', 'mine'), 'ok', 'the moderator lists the own claims');
select is(t.has('q3')::text || json_array_length(t.json() -> 'cases'), 'true' || (t.json() #>> '{counts,mine}'), 'the view of own claims has the claim and its count');
select t.says(t.list('mod2', 'mine'), 'ok', 'a second moderator lists the own claims');
select is(json_array_length(t.json() -> 'cases'), 0, 'the view has no claims of another moderator');
select t.says(t.list('mod', 'proposed'), 'ok', 'a moderator lists proposed cases');
select is(json_array_length(t.json() -> 'cases') || (t.json() #>> '{counts,proposed}') || t.has('q2'), '11true', 'the view of proposals has the case and its count');
select t.says(t.next('mod', 'proposed'), 'ok', 'the proposer claims from the view of proposals');
select is(json_array_length(t.json() -> 'cases'), 0, 'the proposer does not get the own proposal');
select t.says(t.next('mod2', 'proposed'), 'ok', 'a second moderator claims from the view of proposals');
select is(t.has('q2'), true, 'the second moderator gets the proposal');
select t.says(t.next('mod2', 'escalated', 1), 'ok', 'a second moderator claims from the view of escalations');
select is(t.has('q1'), true, 'the second moderator gets the escalated case');
select t.says(format('claim_release(t.token(''mod2''), %L)', t.id('q1')), 'ok', 'the second moderator releases the case');
select is(t.decide('mod2', 'q1', 2, 'escalate'), '200', 'the second moderator escalates the case too');
select t.says(t.next('mod', 'escalated'), 'ok', 'the first moderator claims from the view of escalations');
select is(t.has('q1'), true, 'the first moderator gets the case that another one escalated last');
select t.later('5 minutes') \gset
select t.says(t.next('mod', 'mine', 1), 'ok', 'the moderator renews one of the own claims');
select is((t.body('cases,0,claim,until')::timestamptz > core.now() + interval '9 minutes')::text || json_array_length(t.json() -> 'cases'), 'true1', 'one claim is renewed, as many as were asked for');
select t.later('0') \gset
select t.says(t.next('mod', 'all', 20, 2), 'claims_max', 'claiming beyond claims_max is refused');
select t.says(format('claim_release(t.token(''mod''), %L)', t.id('q1')), 'ok', 'the moderator releases a claim');
update core.case_file set claimed_by = null, claimed_until = null where claimed_by = t.id('mod');
select t.says(t.next('mod', 'all', 20, 2), 'ok', 'the moderator claims up to the limit');
select is(json_array_length(t.json() -> 'cases'), 2, 'the claims reach the limit');
select t.says(t.next('mod', 'all', 20, 0), 'ok', 'claiming without a limit succeeds');
select cmp_ok(json_array_length(t.json() -> 'cases'), '>', 0, 'without a limit the moderator gets more cases');
update core.case_file set claimed_by = null, claimed_until = null;
select t.says(t.claim('renew', 'mod', 'q3'), 'ok', 'a moderator claims a case by its name');
select is(t.body('claim,by,username'), 'mod', 'the claim names the moderator');

-- the limit holds for every way of claiming
create function t.one(p_call text, p_who text, p_comment text, p_max int) returns text language sql as $$
	select replace(t.claim(p_call, p_who, p_comment), ')', format(', %s)', p_max))
$$;
update core.case_file set claimed_by = null, claimed_until = null;
select t.does(t.post('ann', 'article', 'l' || i, p_hits => t.hit('flag'))) from generate_series(1, 2) i;
select t.says(t.one('renew', 'mod', 'q3', 1), 'ok', 'a moderator claims a case by its name within the limit of one');
select t.says(t.one('renew', 'mod', 'l1', 1), 'claims_max', 'claiming a second case by its name is refused');
select is((select claimed_by from core.case_file where comment_id = t.id('l1')), null, 'the refused case stays unclaimed');
select t.says(t.one('renew', 'mod', 'q3', 1), 'ok', 'an own claim is renewed at the limit');
select t.says(t.one('renew', 'mod2', 'l1', 1), 'ok', 'a second moderator has a limit of their own');
select t.says(t.one('renew', 'mod', 'l1', 1), 'conflict', 'a case that another moderator claims conflicts before the limit');
select t.says(t.one('renew', 'mod', 'fine', 1), 'not_found', 'a comment without a case is not found before the limit');
select t.says(t.one('renew', 'mod', 'l2', 0), 'ok', 'without a limit a second case is claimed');
update core.case_file set claimed_until = core.now() - interval '1 second' where comment_id = t.id('l2');
select t.says(t.one('renew', 'mod', 'l2', 1), 'claims_max', 'an expired claim counts as a new one');
select t.says(t.one('renew', 'mod', 'l2', 2), 'ok', 'an expired claim is renewed within the limit');
select t.says(t.one('take', 'admin', 'l1', 1), 'ok', 'an admin takes over a claim within the limit');
select t.says(t.one('take', 'admin', 'l2', 1), 'claims_max', 'taking over a second claim is refused');
select is((select claimed_by from core.case_file where comment_id = t.id('l2')), t.id('mod'), 'the refused claim keeps its claimant');
select t.says(t.one('take', 'admin', 'l1', 1), 'ok', 'an admin''s own claim is renewed at the limit');
select t.says(t.one('take', 'admin', 'l2', 2), 'ok', 'a higher limit allows a second takeover');
select t.does(t.edit('ann', 'article', 'q2', 1, 'Edited.')) \gset
select is((select proposal from core.case_file where comment_id = t.id('q2')), null, 'an edit drops the proposal about the former text');

-- the single case: what it answers, why it was escalated, what it said before
select t.does(t.post('bob', 'article', 'answer', 'q3', t.hit('flag'), p_body => 'You are wrong.')) \gset
select t.does(t.report('cho', 'article', 'answer', 'answerr1')) \gset
select t.does(t.edit('bob', 'article', 'answer', 1, 'You are mistaken.')) \gset
select t.does(t.edit('bob', 'article', 'answer', 2, 'I do not agree.')) \gset
select is(t.decide('mod', 'answer', t.case_version('answer'), 'escalate', null, null, 'A regular of ours.'), '200', 'a moderator escalates with a note');
select t.says(format('case_get(t.token(''mod2''), %L)', t.id('answer')), 'ok', 'a second moderator sees the case');
select is(t.body('parent,id') || t.body('parent,author,username') || t.body('parent,body'), t.id('q3') || 'annA body.', 'the case has the comment that it replies to');
select is(t.body('escalation,by,username') || ': ' || t.body('escalation,note'), 'mod: A regular of ours.', 'the case has the note of the escalation');
select is(t.body('revisions,0,body') || json_array_length(t.json() -> 'revisions'), 'You are wrong.1', 'the case has the reported revision and no other');
select t.says(format('case_get(t.token(''mod2''), %L)', t.id('q3')), 'ok', 'a moderator sees the case of a top-level comment');
select is(t.json() ->> 'parent', null, 'a top-level comment has no parent');
select * from finish();
