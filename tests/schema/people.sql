-- SPDX-License-Identifier: Apache-2.0
-- Goal: a sanction rejects its span and restores it; only uninvolved moderators decide an appeal; a notice of
-- illegal content gets its outcome. Every outcome is listed.
\i lib/fixture.sql
select plan(82);
create function t.ban(p_name text, p_span int) returns text language sql as $$
	select format('sanction_add(t.token(''mod''), %L, %L, ''ban'', null, ''spam'', null, ''Enough.'', null, null, %L, null, null)', t.id('ann'), t.id(p_name), p_span)
$$;
create function t.appeal(p_who text, p_name text, p_decision text default null, p_sanction text default null, p_notice uuid default null, p_key text default null) returns text language sql as $$
	select format('appeal_post(%L, %L, %L, %L, %L, ''Look again.'', %L, ''\x01'')', t.token(p_who), t.id(p_name), t.id(p_decision), t.id(p_sanction), p_notice, t.id(p_key))
$$;
create function t.settle(p_who text, p_name text, p_outcome text, p_entry text) returns text language sql as $$
	select format('appeal_decide(%L, %L, %L, ''Because.'', %L)', t.token(p_who), t.id(p_name), p_outcome, t.id(p_entry))
$$;
create function t.illegal(p_who text, p_name text, p_comment text, p_email text default null) returns text language sql as $$
	select format('illegal_post(%L, %L, %L, null, ''A threat.'', null, null, %L)', t.token(p_who), t.id(p_name), t.id(p_comment), p_email)
$$;
create function t.told(p_who text, p_kind text) returns bigint language sql as $$ select count(*) from core.notice where account_id = t.id(p_who) and kind = p_kind $$;
update core.account set email = 'ann@example.org', email_verified = true where id = t.id('ann');
update core.site set settings = '{"reasons":{"spam":{"title":"No adverts","text":"We sell them ourselves."},"caps":{"title":"Quietly","text":"Do not shout."}}}';

-- a span: taken in batches, given back as one
do $$ begin
	for i in 1..5 loop
		perform t.does(t.post('ann', 'article', 'a' || i));
	end loop;
	perform t.does(t.post('ann', 'article', 'held', p_hits => t.hit('hold')));
	perform t.does(t.post('bob', 'article', 'b1'));
end $$;
select is(t.told('ann', 'held'), 1::bigint, 'a held comment gets a statement of reasons');
select is((select body ->> 'rule' from core.notice where kind = 'held'), 'words', 'the statement has the rule');
select ok((select (body ->> 'automated')::boolean and body ->> 'by' is null from core.notice where kind = 'held'), 'the statement says that a machine decided');
select is((select count(*) from core.outbox), 0::bigint, 'a hold sends no mail');
select t.says(t.ban('s1', 3600), 'ok', 'a moderator bans an account with a span of comments');
select is(t.body('comments,state'), 'rejecting', 'the rejection of the span begins');
select is((select body #>> '{house_rule,title}' from core.notice where sanction_id = t.id('s1')), 'No adverts', 'the statement has the site''s own words');
select is((select body ->> 'note' from core.notice where sanction_id = t.id('s1')), 'Enough.', 'the statement has the moderator''s note');
select is((select count(*) from core.outbox where account_id = t.id('ann') and template = 'notice_sanction'), 1::bigint, 'a mail is due');
select t.says('span_step(null, 4)', 'ok', 'a first batch is rejected');
select is(t.body('unfinished') || t.body('sanction,comments,rejected'), 'true4', 'four comments are rejected, and more remain');
select t.says('span_step(null, 4)', 'ok', 'the second batch is rejected');
select is(t.body('unfinished') || t.body('sanction,comments,rejected'), 'false6', 'all six comments are rejected');
select is(t.state('a1') || t.state('held') || t.state('b1'), 'rejectedrejectedpublished', 'comments of other accounts stay published');
select t.says('span_step(null, 4)', 'not_found', 'no span is left to reject');
select is((select count(*) from core.decision where sanction_id = t.id('s1')), 6::bigint, 'each rejection is a decision');
select is(t.decide('mod2', 'a1', t.case_version('a1'), 'restore'), '200', 'a moderator restores one of the comments');
select t.says(format('sanction_restore(t.token(''cho''), %L, %L, %L)', t.id('ann'), t.id('s1'), core.new_id()), 'forbidden', 'a reader may not restore a span');
select t.says(format('sanction_restore(null, %L, %L, %L)', t.id('ann'), t.id('s1'), core.new_id()), 'sign_in', 'restoring a span needs a session');
select t.says(format('sanction_restore(t.token(''mod2''), %L, %L, %L)', t.id('bob'), t.id('s1'), core.new_id()), 'not_found', 'a sanction of another account is not found');
select t.says(format('sanction_restore(t.token(''mod2''), %L, %L, %L)', t.id('ann'), t.id('s1'), core.new_id()), 'ok', 'another moderator restores the span');
select t.says(format('span_step(%L, 100)', t.id('s1')), 'ok', 'the span is restored in one batch');
select is(t.body('sanction,comments,state') || t.body('sanction,comments,restored'), 'restored5', 'five comments are restored; the one decided since is left');
select is(t.state('a2') || t.state('held'), 'publishedheld', 'each comment has its former state');
select is((select state from core.case_file where comment_id = t.id('a2')), 'closed', 'the case of a restored comment is closed');
select is((select state from core.case_file where comment_id = t.id('held')), 'open', 'the case of a comment held before is open');
select is((select count(*) from core.recount()), 0::bigint, 'all counters agree after the restoration');
select t.says(format('sanction_lift(t.token(''mod''), %L, %L, %L)', t.id('ann'), t.id('s1'), core.new_id()), 'ok', 'a moderator lifts the ban');
select is(t.told('ann', 'lifted'), 1::bigint, 'the account gets a notice of the end');

insert into core.session (id, account_id, token, expires_at) values (core.new_id(), t.id('ann'), t.token('ann'), core.now() + interval '1 day');

-- pseudonyms
select is(core.pseudonym(t.id('site'), t.id('mod')), core.pseudonym(t.id('site'), t.id('mod')), 'a moderator keeps one pseudonym');
select isnt(core.pseudonym(t.id('site'), t.id('mod')), core.pseudonym(t.id('site'), t.id('mod2')), 'two moderators have different pseudonyms');
select is((select count(distinct core.pseudonym(t.id('site'), core.new_id())) from generate_series(1, 300)), 300::bigint, '300 accounts have 300 pseudonyms');

-- an account on the desk
select t.says(format('moderated_account(t.token(''auditor''), %L)', t.id('ann')), 'ok', 'an auditor sees an account');
select is(json_array_length(t.json() -> 'sanctions') || t.body('sanctions,0,state'), '1lifted', 'a lifted sanction stays in the history');
select t.says(format('moderated_account(t.token(''bob''), %L)', t.id('ann')), 'forbidden', 'a reader may not see an account on the desk');
select t.says(format('moderated_account(null, %L)', t.id('ann')), 'sign_in', 'seeing an account needs a session');
select t.says(format('moderated_account(t.token(''mod''), %L)', core.new_id()), 'not_found', 'an unknown account is not found');
select t.says(format('account_note(t.token(''mod''), %L, %L, ''late'', null)', t.id('ann'), t.id('n1')), 'ok', 'a moderator adds a note');
select t.says(format('account_note(t.token(''auditor''), %L, %L, ''late'', null)', t.id('ann'), core.new_id()), 'forbidden', 'an auditor may not add a note');
select t.says(format('account_note(t.token(''mod''), %L, %L, ''late'', ''nowhere'')', t.id('ann'), core.new_id()), 'not_found', 'a note for an unknown site is not found');

-- appeals
select t.says(t.post('ann', 'article', 'c1'), 'ok', 'a reader posts a comment');
select t.says(t.report('cho', 'article', 'c1', 'r1'), 'ok', 'another reader reports it');
select is(t.decide('mod', 'c1', 1, 'reject', 'caps', 'd1'), '200', 'a moderator rejects it');
select is((select body #>> '{house_rule,text}' from core.notice where decision_id = t.id('d1') and kind = 'rejected'), 'Do not shout.', 'the statement has the text of the site''s reason');
select t.says(t.appeal('bob', 'p1', 'd1'), 'not_found', 'another reader''s decision cannot be appealed');
select t.says(t.appeal(null, 'p1', 'd1'), 'sign_in', 'an appeal needs a session');
select t.later('184 days 1 hour');
update core.session set expires_at = 'infinity';
select t.says(t.appeal('ann', 'p1', 'd1'), 'appeal_window', 'an appeal after the window is refused');
select t.later('0');
select t.says(t.appeal('ann', 'p1', p_notice => (select id from core.notice where decision_id = t.id('d1') and kind = 'rejected'), p_key => 'k1'), 'ok', 'the author appeals by the notice');
select is(t.body('decision')::uuid, t.id('d1'), 'the appeal names the decision of the notice');
select t.says(t.appeal('ann', 'p1b', p_notice => (select id from core.notice where decision_id = t.id('d1') and kind = 'rejected'), p_key => 'k1'), 'ok', 'the same key again succeeds');
select is(t.body('id')::uuid, t.id('p1'), 'the same key again gives the first appeal');
select t.says(replace(t.appeal('ann', 'p1b', 'd1', p_key => 'k1'), '\x01', '\x02'), 'key_reused', 'the same key with another body is refused');
select t.says(t.appeal('ann', 'p2', 'd1'), 'conflict', 'a second appeal of the same decision conflicts');
select is((select row(state, appealed, version)::text from core.case_file where comment_id = t.id('c1')), '(open,t,3)', 'the case is open again with a new version');
select is(t.decide('mod2', 'c1', 3, 'approve'), '422', 'an appealed case is decided by its appeal only');
select t.says('appeal_list(t.token(''mod''), true, 20, ''00000000-0000-0000-0000-000000000000'')', 'ok', 'a moderator lists the appeals');
select is(t.body('appeals,0,id')::uuid::text || t.body('appeals,0,may_decide'), t.id('p1') || 'false', 'the list says that the deciding moderator may not decide the appeal');
select t.says('appeal_list(t.token(''ann''), true, 20, ''00000000-0000-0000-0000-000000000000'')', 'forbidden', 'a reader may not list appeals');
select t.says(t.settle('mod', 'p1', 'upheld', 'e0'), 'forbidden', 'the deciding moderator may not decide the appeal');
select throws_ok(format('update core.appeal set state = ''upheld'', decided_by = %L where id = %L', t.id('mod'), t.id('p1')), '23514', null, 'the table refuses that decision too');
select t.says(t.settle('mod2', 'none', 'upheld', 'e0'), 'not_found', 'an unknown appeal is not found');
select t.says(t.settle('mod2', 'p1', 'overturned', 'e1'), 'ok', 'an uninvolved moderator overturns the decision');
select t.says(t.settle('mod2', 'p1', 'overturned', 'e1'), 'ok', 'the same decision again succeeds');
select t.says(t.settle('admin', 'p1', 'upheld', 'e2'), 'conflict', 'a second decision conflicts');
select is(t.state('c1'), 'published', 'the comment is published again');
select is((select upheld from core.report where id = t.id('r1')), false, 'the report counts as dismissed');
select is(t.told('ann', 'appeal') || ' ' || t.told('mod', 'appeal') || ' ' || t.told('cho', 'report'), '1 1 2', 'author, moderator and reporter get notices');
select t.says(format('decision_undo(t.token(''admin''), %L, %L)', t.id('e1'), core.new_id()), 'conflict', 'an appeal''s decision cannot be undone as an ordinary one');
select throws_ok(format('update core.appeal set state = ''upheld'', decided_by = %L where id = %L', t.id('admin'), t.id('p1')), '23514', null, 'the table refuses a second decision');
select t.says('appeal_mine(t.token(''ann''))', 'ok', 'the author lists the own appeals');
select is(t.body('appeals,0,state') || t.body('appeals,0,note'), 'overturnedBecause.', 'the list has the outcome and the note');
select t.says(t.appeal('ann', 'p3', p_sanction => 's1'), 'nothing_to_appeal', 'a lifted sanction cannot be appealed');

-- notices of illegal content
select t.says(t.illegal(null, 'i1', 'b1', 'kim@example.org'), 'ok', 'a visitor without an account sends a notice of illegal content');
select is((select row(state, illegal)::text from core.case_file where comment_id = t.id('b1')), '(open,t)', 'the notice opens a case');
select t.says(t.illegal(null, 'i1', 'b1'), 'ok', 'the same notice again succeeds');
select is((select count(*) from core.illegal_notice), 1::bigint, 'the same notice again is stored once');
select t.says(t.illegal('cho', 'i2', 'nothing'), 'not_found', 'a notice about an unknown comment is not found');
select is(t.decide('mod', 'b1', t.case_version('b1'), 'reject', 'illegal'), '200', 'a moderator rejects the comment');
select t.says(format('illegal_get(%L)', (select reference from core.illegal_notice)), 'ok', 'a notice is found by its reference');
select is(t.body('outcome'), 'removed', 'the notice has its outcome');
select t.says('illegal_get(''x'')', 'not_found', 'an unknown reference is not found');
select is((select string_agg(template, ' ' order by id) from core.outbox where illegal_id is not null), 'illegal_received illegal_outcome', 'receipt and outcome are mailed');
select * from finish();
