-- SPDX-License-Identifier: Apache-2.0
-- Goal: an undone decision, by hand, by a job or with a sanction, leaves no open case behind. Readers get the right
-- notices and one mail.
\i lib/fixture.sql
select plan(48);
create function t.job(p_job text, p_filter text) returns void language plpgsql as $$
begin
	perform t.does(format('job_make(t.token(''mod''), %L, %L, ''reject'', ''spam'', null)', t.id(p_job), p_filter));
	perform t.does(format('job_move(t.token(''mod''), %L, ''start'', %L)', t.id(p_job), core.new_id()));
	perform t.does(format('job_step(%L, 60, 100)', t.id('w1')));
end $$;
create function t.job_back(p_job text) returns void language plpgsql as $$
begin
	perform t.does(format('job_move(t.token(''mod2''), %L, ''undo'', %L)', t.id(p_job), core.new_id()));
	perform t.does(format('job_step(%L, 60, 100)', t.id('w1')));
end $$;
create function t.case(p_comment text) returns text language sql as $$
	select coalesce((select concat_ws(' ', state, closed_as) from core.case_file where comment_id = t.id(p_comment)), 'none')
$$;
create function t.undo(p_who text, p_decision text) returns text language sql as $$
	select format('decision_undo(%L, %L, %L)', t.token(p_who), t.id(p_decision), core.new_id())
$$;
-- the results of a reader's reports of a comment, in the order of the notices
create function t.heard(p_who text, p_comment text) returns text language sql as $$
	select string_agg(coalesce(body ->> 'upheld', body ->> 'outcome'), ' ' order by created_at) from core.notice
	where account_id = t.id(p_who) and comment_id = t.id(p_comment) and kind = 'report'
$$;
create function t.upheld(p_who text, p_comment text) returns boolean language sql as $$
	select upheld from core.report where reporter_id = t.id(p_who) and comment_id = t.id(p_comment) order by revision limit 1
$$;
create function t.mails() returns bigint language sql as $$ select count(*) from core.outbox where account_id = t.id('ann') $$;
update core.account set email = 'ann@example.org', email_verified = true where id = t.id('ann');

-- a job and its way back
select t.does(t.post('ann', 'article', 'j' || i)) from generate_series(1, 4) i;
select is(t.decide('mod', 'j4', 0, 'approve'), '200', 'a moderator approves one comment');
select t.does(t.report('cho', 'article', 'j4', 'j4r1')) \gset
select t.job('j', format('{"author":"%s"}', t.id('ann'))) \gset
select is((select count(*) from core.notice where account_id = t.id('ann') and kind = 'rejected'), 4::bigint, 'a job rejects four comments, each with a statement');
select is(t.mails(), 1::bigint, 'the job sends one mail');
select is(t.heard('cho', 'j4'), 'true', 'the reporter gets the result');
select t.job_back('j') \gset
select is((select count(*) from core.case_file where state = 'open'), 0::bigint, 'the undone job leaves no case open');
select is(t.case('j1') || ', ' || t.case('j4'), 'closed moot, closed approved', 'each case is as it was before the job');
select is((select count(*) from core.notice where account_id = t.id('ann') and kind = 'restored'), 4::bigint, 'the author gets four notices that the comments are back');
select is(t.mails(), 2::bigint, 'the undo sends one more mail');
select is(t.upheld('cho', 'j4'), null, 'the undo leaves the report without a result');
select is(t.heard('cho', 'j4'), 'true', 'the reporter gets no notice of a dismissal');
select is(t.decide('mod', 'j4', t.case_version('j4'), 'approve'), '200', 'a moderator approves the comment by hand');
select is(t.heard('cho', 'j4'), 'true false', 'the reporter gets the result of that decision');
select is(t.decide('mod', 'j1', t.case_version('j1'), 'reject', 'spam', 'byhand'), '200', 'a moderator rejects a comment by hand');
select is(t.mails(), 3::bigint, 'a decision by hand is mailed');
select t.does(t.undo('mod2', 'byhand')) \gset
select is(t.mails(), 4::bigint, 'its undo is mailed too');
select is(t.case('j1'), 'closed moot', 'the case is as it was before the decision');

-- a sanction and its way back
select t.does(t.post('bob', 'article', 's1')) \gset
select t.does(t.post('bob', 'article', 's2', p_hits => t.hit('hold'))) \gset
select t.does(t.post('bob', 'article', 's3')) \gset
select t.does(format('illegal_post(null, %L, %L, null, ''A threat.'', null, null, ''kim@example.org'')', t.id('i1'), t.id('s1'))) \gset
select t.does(t.report('cho', 'article', 's1', 's1r1')) \gset
select is(t.decide('mod', 's1', t.case_version('s1'), 'approve'), '200', 'a moderator approves a reported comment');
select t.does(format('sanction_add(t.token(''mod''), %L, %L, ''ban'', null, ''spam'', null, null, null, null, 3600, null, null)', t.id('bob'), t.id('ban'))) \gset
select t.does(format('span_step(%L, 100)', t.id('ban'))) \gset
select is(t.state('s1') || t.state('s2') || t.state('s3') || (select outcome from core.illegal_notice), 'rejectedrejectedrejectedremoved', 'a ban with a span rejects all three comments');
select is(t.upheld('cho', 's1'), true, 'the report counts as upheld');
select t.does(format('sanction_restore(t.token(''mod2''), %L, %L, %L)', t.id('bob'), t.id('ban'), core.new_id())) \gset
select t.does(format('span_step(%L, 100)', t.id('ban'))) \gset
select is(t.state('s1') || t.state('s2') || t.state('s3'), 'publishedheldpublished', 'the restored span gives each comment its former state');
select is((select outcome from core.illegal_notice), 'kept', 'the notifier''s outcome is that the comment is kept');
select is(t.upheld('cho', 's1'), false, 'the report counts as dismissed again');
select is((select kind from core.notice where account_id = t.id('bob') and comment_id = t.id('s2') order by created_at desc limit 1), 'held', 'the author gets a statement of the hold in force again');
select is(t.case('s1') || ', ' || t.case('s2') || ', ' || t.case('s3'), 'closed approved, open, closed moot', 'each case is as it was before the ban');
select is((select jsonb_array_length(codes -> 'comments') from core.audit where action = 'undo_span' and object_id = t.id('ban')), 3, 'one audit entry lists the restored comments');

-- reporters: of an earlier revision, of what was undone, more than a hundred, of what is withdrawn
select t.does(t.post('ann', 'article', 'e1')) \gset
select t.does(t.report('cho', 'article', 'e1', 'e1r1')) \gset
select t.does(t.edit('ann', 'article', 'e1', 1, 'Edited.')) \gset
select is(t.decide('mod', 'e1', t.case_version('e1'), 'reject', 'spam', 'e1d1'), '200', 'a moderator rejects a comment after an edit');
select is(t.heard('cho', 'e1') || t.upheld('cho', 'e1'), 'truetrue', 'a reporter of the former text gets the result');
select t.does(t.undo('mod2', 'e1d1')) \gset
select is(t.upheld('cho', 'e1'), null, 'the undo leaves the report without a result');
select is(t.decide('mod', 'e1', t.case_version('e1'), 'approve', null, 'e1d2'), '200', 'a moderator approves the comment instead');
select is(t.heard('cho', 'e1') || t.upheld('cho', 'e1'), 'true falsefalse', 'the reporter gets the new result');
select t.does(t.report('dan', 'article', 'e1', 'e1r2')) \gset
select is(t.decide('mod', 'e1', t.case_version('e1'), 'reject', 'spam', 'e1d3'), '200', 'a moderator rejects the comment once more');
select is(t.heard('cho', 'e1') || ', ' || t.heard('dan', 'e1'), 'true false, true', 'a reporter with a result gets no further one');
select t.does(t.undo('mod2', 'e1d3')) \gset
select is(t.upheld('cho', 'e1') || coalesce(t.upheld('dan', 'e1')::text, ' open'), 'false open', 'the undo gives each report its former result');
select is(t.heard('cho', 'e1') || ', ' || t.heard('dan', 'e1'), 'true false, true', 'the undo sends no reporter a notice');
select t.does(t.post('ann', 'article', 'o1')) \gset
select t.does(t.report('cho', 'article', 'o1', 'o1r1')) \gset
select is(t.decide('mod', 'o1', t.case_version('o1'), 'approve'), '200', 'a moderator approves a comment and dismisses the report');
select t.does(t.report(who, 'article', 'o1', 'o1' || who)) from unnest(array['dan', 'staff', 'admin']) who;
select is(t.decide('mod', 'o1', t.case_version('o1'), 'reject', 'spam', 'o1d2'), '200', 'a moderator rejects it after three further reports');
select t.does(t.undo('mod2', 'o1d2')) \gset
select is(t.case('o1') || ' ' || t.upheld('cho', 'o1') || coalesce(t.upheld('dan', 'o1')::text, ' open'), 'open false open', 'the undo opens the case and the further reports again');
select is(t.heard('cho', 'o1') || ', ' || t.heard('dan', 'o1'), 'false, true', 'the further reporters get no notice before the next decision');
select t.does(t.post('ann', 'article', 'm1')) \gset
insert into core.report (article_id, comment_id, reporter_id, revision, id, reason, at)
select t.id('article'), t.id('m1'), core.new_id(), 1, core.new_id(), 'spam', core.now() from generate_series(1, 120);
select is(t.decide('mod', 'm1', 0, 'reject', 'spam'), '200', 'a moderator rejects a comment with 120 reports');
select is((select count(distinct account_id) from core.notice where comment_id = t.id('m1') and kind = 'report'), 120::bigint, 'all 120 reporters get a notice');
select t.does(t.post('ann', 'article', 'w1')) \gset
select t.does(t.report('cho', 'article', 'w1', 'w1r1')) \gset
select t.does(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('w1'))) \gset
select is(t.heard('cho', 'w1'), 'withdrawn', 'a reporter gets a notice that the author withdrew the comment');

-- a second moderator: by what somebody is on the comment's site
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
select t.person('eve') \gset
select t.role_put(t.id('eve'), 'admin', t.id('site2'), null, core.new_id()) \gset
select t.role_put(t.id('eve'), 'moderator', t.id('site'), null, core.new_id()) \gset
select t.does(t.post('dan', 'article', 'r' || i)) from generate_series(1, 2) i;
select t.does(format('job_make(t.token(''mod''), %L, %L, ''reject'', ''spam'', null)', t.id('late'), format('{"author":"%s"}', t.id('dan')))) \gset
update core.site set settings = '{"second": {"reasons": [], "roles": ["moderator"]}}' where id = t.id('site');
select is(t.decide('eve', 'r1', 0, 'reject', 'spam'), '202', 'a moderator who is an admin elsewhere needs a second moderator here');
select is(t.decide('admin', 'r1', t.case_version('r1'), 'approve'), '200', 'an admin of all sites needs no second moderator');
select t.says(format('job_make(t.token(''eve''), %L, %L, ''reject'', ''spam'', null)', core.new_id(), '{"text":"x"}'), 'second_needed', 'a moderator who needs a second one may not make a rejecting job');
select t.does(format('job_move(t.token(''mod''), %L, ''start'', %L)', t.id('late'), core.new_id())) \gset
select t.does(format('job_step(%L, 60, 100)', t.id('w1'))) \gset
select is((select decided || ' ' || skipped from core.job where id = t.id('late')), '0 2', 'a job from before the setting decides nothing');
select is((select count(*) from core.case_file where proposal is not null), 0::bigint, 'the job proposes nothing');
select is(t.state('r2'), 'published', 'the comments of the job stay published');
select is_empty('select * from core.recount()', 'every counter agrees');
select * from finish();
