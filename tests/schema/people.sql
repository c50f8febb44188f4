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
select is(t.told('ann', 'held'), 1::bigint, 'a hold is stated');
select is((select body ->> 'rule' from core.notice where kind = 'held'), 'words', 'with its rule');
select ok((select (body ->> 'automated')::boolean and body ->> 'by' is null from core.notice where kind = 'held'), 'of a machine');
select is((select count(*) from core.outbox), 0::bigint, 'without mail, as a human looks anyway');
select t.says(t.ban('s1', 3600), 'ok', 'a ban with a span');
select is(t.body('comments,state'), 'rejecting', 'has just begun');
select is((select body #>> '{house_rule,title}' from core.notice where sanction_id = t.id('s1')), 'No adverts', 'the statement has the site''s own words');
select is((select body ->> 'note' from core.notice where sanction_id = t.id('s1')), 'Enough.', 'and the moderator''s');
select is((select count(*) from core.outbox where account_id = t.id('ann') and template = 'notice_sanction'), 1::bigint, 'and a mail is due');
select t.says('span_step(null, 4)', 'ok', 'a batch');
select is(t.body('unfinished') || t.body('sanction,comments,rejected'), 'true4', 'of four');
select t.says('span_step(null, 4)', 'ok', 'the rest');
select is(t.body('unfinished') || t.body('sanction,comments,rejected'), 'false6', 'all six');
select is(t.state('a1') || t.state('held') || t.state('b1'), 'rejectedrejectedpublished', 'and nobody else''s');
select t.says('span_step(null, 4)', 'not_found', 'nothing is left');
select is((select count(*) from core.decision where sanction_id = t.id('s1')), 6::bigint, 'each has its decision');
select is(t.decide('mod2', 'a1', t.case_version('a1'), 'restore'), '200', 'one is looked at again');
select t.says(format('sanction_restore(t.token(''cho''), %L, %L, %L)', t.id('ann'), t.id('s1'), core.new_id()), 'forbidden', 'a reader gives nothing back');
select t.says(format('sanction_restore(null, %L, %L, %L)', t.id('ann'), t.id('s1'), core.new_id()), 'sign_in', 'nor nobody');
select t.says(format('sanction_restore(t.token(''mod2''), %L, %L, %L)', t.id('bob'), t.id('s1'), core.new_id()), 'not_found', 'another''s sanction');
select t.says(format('sanction_restore(t.token(''mod2''), %L, %L, %L)', t.id('ann'), t.id('s1'), core.new_id()), 'ok', 'a colleague does');
select t.says(format('span_step(%L, 100)', t.id('s1')), 'ok', 'in one');
select is(t.body('sanction,comments,state') || t.body('sanction,comments,restored'), 'restored5', 'but for what was decided since');
select is(t.state('a2') || t.state('held'), 'publishedheld', 'as they were');
select is((select state from core.case_file where comment_id = t.id('a2')), 'closed', 'leaving nothing to decide');
select is((select state from core.case_file where comment_id = t.id('held')), 'open', 'but what waited');
select is((select count(*) from core.recount()), 0::bigint, 'and every figure right');
select t.says(format('sanction_lift(t.token(''mod''), %L, %L, %L)', t.id('ann'), t.id('s1'), core.new_id()), 'ok', 'lifted');
select is(t.told('ann', 'lifted'), 1::bigint, 'which is told');

insert into core.session (id, account_id, token, expires_at) values (core.new_id(), t.id('ann'), t.token('ann'), core.now() + interval '1 day');

-- pseudonyms
select is(core.pseudonym(t.id('site'), t.id('mod')), core.pseudonym(t.id('site'), t.id('mod')), 'a moderator has one name');
select isnt(core.pseudonym(t.id('site'), t.id('mod')), core.pseudonym(t.id('site'), t.id('mod2')), 'of their own');
select is((select count(distinct core.pseudonym(t.id('site'), core.new_id())) from generate_series(1, 300)), 300::bigint, 'and there is no end of them');

-- an account on the desk
select t.says(format('moderated_account(t.token(''auditor''), %L)', t.id('ann')), 'ok', 'an auditor looks');
select is(json_array_length(t.json() -> 'sanctions') || t.body('sanctions,0,state'), '1lifted', 'the history stays');
select t.says(format('moderated_account(t.token(''bob''), %L)', t.id('ann')), 'forbidden', 'readers do not');
select t.says(format('moderated_account(null, %L)', t.id('ann')), 'sign_in', 'nor nobody');
select t.says(format('moderated_account(t.token(''mod''), %L)', core.new_id()), 'not_found', 'no such account');
select t.says(format('account_note(t.token(''mod''), %L, %L, ''late'', null)', t.id('ann'), t.id('n1')), 'ok', 'a note');
select t.says(format('account_note(t.token(''auditor''), %L, %L, ''late'', null)', t.id('ann'), core.new_id()), 'forbidden', 'not by auditors');
select t.says(format('account_note(t.token(''mod''), %L, %L, ''late'', ''nowhere'')', t.id('ann'), core.new_id()), 'not_found', 'nor of no site');

-- appeals
select t.says(t.post('ann', 'article', 'c1'), 'ok', 'a comment');
select t.says(t.report('cho', 'article', 'c1', 'r1'), 'ok', 'reported');
select is(t.decide('mod', 'c1', 1, 'reject', 'caps', 'd1'), '200', 'rejected');
select is((select body #>> '{house_rule,text}' from core.notice where decision_id = t.id('d1') and kind = 'rejected'), 'Do not shout.', 'for a reason of the site''s');
select t.says(t.appeal('bob', 'p1', 'd1'), 'not_found', 'another''s decision is not appealed');
select t.says(t.appeal(null, 'p1', 'd1'), 'sign_in', 'nor by nobody');
select t.later('184 days 1 hour');
update core.session set expires_at = 'infinity';
select t.says(t.appeal('ann', 'p1', 'd1'), 'appeal_window', 'nor after six months');
select t.later('0');
select t.says(t.appeal('ann', 'p1', p_notice => (select id from core.notice where decision_id = t.id('d1') and kind = 'rejected'), p_key => 'k1'), 'ok', 'its author does, by the notice');
select is(t.body('decision')::uuid, t.id('d1'), 'which stands for the decision');
select t.says(t.appeal('ann', 'p1b', p_notice => (select id from core.notice where decision_id = t.id('d1') and kind = 'rejected'), p_key => 'k1'), 'ok', 'the same key');
select is(t.body('id')::uuid, t.id('p1'), 'is the same appeal');
select t.says(replace(t.appeal('ann', 'p1b', 'd1', p_key => 'k1'), '\x01', '\x02'), 'key_reused', 'with another body');
select t.says(t.appeal('ann', 'p2', 'd1'), 'conflict', 'once only');
select is((select row(state, appealed, version)::text from core.case_file where comment_id = t.id('c1')), '(open,t,3)', 'the case is open again, as a new version');
select is(t.decide('mod2', 'c1', 3, 'approve'), '422', 'and decided by the appeal only');
select t.says('appeal_list(t.token(''mod''), true, 20, ''00000000-0000-0000-0000-000000000000'')', 'ok', 'the list');
select is(t.body('appeals,0,id')::uuid::text || t.body('appeals,0,may_decide'), t.id('p1') || 'false', 'says that who decided may not');
select t.says('appeal_list(t.token(''ann''), true, 20, ''00000000-0000-0000-0000-000000000000'')', 'forbidden', 'not for readers');
select t.says(t.settle('mod', 'p1', 'upheld', 'e0'), 'forbidden', 'nor does it let them');
select throws_ok(format('update core.appeal set state = ''upheld'', decided_by = %L where id = %L', t.id('mod'), t.id('p1')), '23514', null, 'nor the table');
select t.says(t.settle('mod2', 'none', 'upheld', 'e0'), 'not_found', 'no such appeal');
select t.says(t.settle('mod2', 'p1', 'overturned', 'e1'), 'ok', 'somebody else does');
select t.says(t.settle('mod2', 'p1', 'overturned', 'e1'), 'ok', 'the same again');
select t.says(t.settle('admin', 'p1', 'upheld', 'e2'), 'conflict', 'once');
select is(t.state('c1'), 'published', 'the comment is back');
select is((select upheld from core.report where id = t.id('r1')), false, 'and who reported it was not right');
select is(t.told('ann', 'appeal') || ' ' || t.told('mod', 'appeal') || ' ' || t.told('cho', 'report'), '1 1 2', 'author, moderator and reporter are told');
select t.says(format('decision_undo(t.token(''admin''), %L, %L)', t.id('e1'), core.new_id()), 'conflict', 'an appeal''s decision is not undone in passing');
select throws_ok(format('update core.appeal set state = ''upheld'', decided_by = %L where id = %L', t.id('admin'), t.id('p1')), '23514', null, 'nor decided twice');
select t.says('appeal_mine(t.token(''ann''))', 'ok', 'the author looks');
select is(t.body('appeals,0,state') || t.body('appeals,0,note'), 'overturnedBecause.', 'and reads why');
select t.says(t.appeal('ann', 'p3', p_sanction => 's1'), 'nothing_to_appeal', 'what was lifted is not appealed');

-- notices of illegal content
select t.says(t.illegal(null, 'i1', 'b1', 'kim@example.org'), 'ok', 'a stranger''s notice');
select is((select row(state, illegal)::text from core.case_file where comment_id = t.id('b1')), '(open,t)', 'opens the case');
select t.says(t.illegal(null, 'i1', 'b1'), 'ok', 'the same again');
select is((select count(*) from core.illegal_notice), 1::bigint, 'is one');
select t.says(t.illegal('cho', 'i2', 'nothing'), 'not_found', 'no such comment');
select is(t.decide('mod', 'b1', t.case_version('b1'), 'reject', 'illegal'), '200', 'decided');
select t.says(format('illegal_get(%L)', (select reference from core.illegal_notice)), 'ok', 'by its reference');
select is(t.body('outcome'), 'removed', 'the outcome');
select t.says('illegal_get(''x'')', 'not_found', 'of no other');
select is((select string_agg(template, ' ' order by id) from core.outbox where illegal_id is not null), 'illegal_received illegal_outcome', 'both are mailed');
select * from finish();
