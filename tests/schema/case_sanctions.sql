-- SPDX-License-Identifier: Apache-2.0
-- Goal: a sanction from the card of a case does everything or nothing, and one undo takes all of it back.
\i lib/fixture.sql
select plan(73);
create function t.impose(p_who text, p_comment text, p_version int, p_name text, p_span int default null, p_decide boolean default true,
	p_everywhere boolean default false, p_kind text default 'ban', p_reason text default 'spam', p_key text default null, p_max int default 100) returns text language sql as $$
	select format('case_sanction(%L, %L, %s, %L, %L, null, %L, ''a note'', ''a message'', %L, %L, %L, %s, %L, %L)', t.token(p_who), t.id(p_comment), p_version,
		t.id(p_name), p_kind, p_reason, p_everywhere, p_span, p_decide, p_max, t.id(p_key), case when p_key is not null then sha256(p_kind::bytea) end)
$$;
create function t.undo(p_who text, p_whom text, p_name text, p_entry uuid default core.new_id(), p_max int default 100) returns text language sql as $$
	select format('sanction_undo(%L, %L, %L, %L, %s, null, null)', t.token(p_who), t.id(p_whom), t.id(p_name), p_entry, p_max)
$$;
create function t.notices(p_who text) returns text language sql as $$
	select coalesce(string_agg(kind, ' ' order by id), '') from core.notice where account_id = t.id(p_who)
$$;
create function t.nothing_changed() returns text language sql as $$
	select is((select count(*) from core.sanction) || t.state('a1') || (select state from core.case_file where comment_id = t.id('a1')), '0publishedopen', 'a refused act changes nothing')
$$;
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset stage_
select core.article_make(t.id('article2'), 'second', 'two', 'https://second.example/two', 'Two') \gset stage_
select t.role_put(t.id('dan'), 'moderator', t.id('site2'), null, core.new_id()) \gset stage_
insert into core.role (account_id, site_id, role) select t.id('cho'), t.id('site'), 'moderator' \gset stage_

do $$ begin
	perform t.does(t.post('ann', 'article', 'a' || i)) from generate_series(1, 4) i;
	perform t.does(t.post('ann', 'article2', 'b1'));
	perform t.does(t.post('ann', 'article', 'held', p_hits => t.hit('hold')));
	perform t.does(t.report('bob', 'article', 'a1', 'r1', 'spam'));
end $$;

-- the preview
select t.says(format('sanction_preview(t.token(''cho''), %L)', t.id('a1')), 'ok', 'a moderator of the site asks what could be taken down');
select is(t.body('here,day') || t.body('here,all') || coalesce(t.body('everywhere'), 'null'), '44null', 'the preview counts the other published and held comments of the site');
select t.says(format('sanction_preview(t.token(''mod''), %L)', t.id('a1')), 'ok', 'a moderator of all sites asks');
select is(t.body('here,week') || t.body('everywhere,week'), '45', 'the preview has the counts of all sites too');
select t.says(format('sanction_preview(t.token(''dan''), %L)', t.id('a1')), 'not_found', 'a foreign moderator does not see the case');
select t.says(format('sanction_preview(t.token(''bob''), %L)', t.id('a1')), 'forbidden', 'a reader has no preview');
select t.says(format('sanction_preview(''\xff'', %L)', t.id('a1')), 'sign_in', 'the preview needs a session');
select is((select count(*) from core.sanction), 0::bigint, 'a preview changes nothing');

-- refused as a whole
select t.says(t.impose('bob', 'a1', 1, 'x'), 'forbidden', 'a reader may not sanction');
select t.says(t.impose('auditor', 'a1', 1, 'x'), 'forbidden', 'an auditor may not sanction');
select t.says(t.impose('dan', 'a1', 1, 'x'), 'not_found', 'a moderator of another site does not find the case');
select t.says(t.impose('cho', 'a1', 1, 'x', p_everywhere => true), 'forbidden', 'a moderator of one site may not sanction on all sites');
select t.says(t.impose('mod', 'a1', 0, 'x'), 'conflict', 'a stale version is refused');
select is(t.body('case'), t.id('a1')::text, 'the refusal has the case as it is now');
select t.says(t.impose('mod', 'a1', 0, 'x', p_decide => false), 'conflict', 'a stale version is refused without a decision too');
select t.says(t.impose('mod', 'a1', 1, 'x', p_reason => 'because'), 'unknown_reason', 'an unknown reason is refused');
select t.nothing_changed();
update core.site set settings = '{"second": {"reasons": ["spam"], "roles": []}}' where key = 'default';
select t.says(t.impose('mod', 'a1', 1, 'x'), 'second_needed', 'a decision that needs two moderators is refused');
update core.site set settings = '{}' where key = 'default';
update core.case_file set claimed_by = t.id('mod2'), claimed_until = core.now() + interval '5 minutes' where comment_id = t.id('a1');
select t.says(t.impose('mod', 'a1', 1, 'x'), 'conflict', 'a colleague''s claim stops the act');
select is(t.body('claim,by,username'), 'mod2', 'the refusal names the colleague');
update core.case_file set claimed_by = null, claimed_until = null;
insert into core.sanction (id, account_id, site_id, kind, reason, made_by) values (t.id('s8'), t.id('cho'), t.id('site'), 'ban', 'abuse', t.id('admin'));
select t.says(t.impose('cho', 'a1', 1, 'x'), 'forbidden', 'a moderator banned on the site may not sanction');
update core.sanction set lifted_at = core.now() where id = t.id('s8');
select t.does(t.post('mod2', 'article', 'm1')) \gset
select t.says(t.impose('mod', 'm1', 0, 'x'), 'forbidden', 'a moderator may not sanction a moderator');
select t.says(t.impose('mod2', 'm1', 0, 'x'), 'forbidden', 'nor themselves');
delete from core.sanction;
select t.nothing_changed();

-- a role with fewer areas
update core.role set permissions = '{sanctions}' where account_id = t.id('cho');
select t.says(t.impose('cho', 'a1', 1, 'x'), 'forbidden', 'a role for sanctions alone may not decide the case with one');
update core.role set permissions = '{cases}' where account_id = t.id('cho');
select t.says(t.impose('cho', 'a1', 1, 'x', p_decide => false), 'forbidden', 'a role for cases alone may not sanction');
update core.role set permissions = null where account_id = t.id('cho');
select t.nothing_changed();

-- the act
select t.says(t.impose('cho', 'a1', 1, 'ban', p_span => 0, p_key => 'key'), 'ok', 'a moderator bans the author, rejects the case and takes all comments');
select is(t.body('sanction,kind') || t.body('sanction,comments,rejected') || t.body('sanction,site'), 'ban5default', 'the reply has the sanction and its five comments');
select is(t.body('sanction,case'), t.id('a1')::text, 'it names the case');
select is((select state || closed_as || version from core.case_file where comment_id = t.id('a1')), 'closedrejected2', 'the case is rejected');
select is(t.state('a1') || t.state('a2') || t.state('a4') || t.state('held'), 'rejectedrejectedrejectedrejected', 'the comments are rejected');
select is(t.state('b1'), 'published', 'the comment of another site stays');
select is((select count(*) from core.decision where sanction_id = t.id('ban')), 5::bigint, 'each comment has its decision');
select is((select string_agg(distinct reason, ' ') from core.decision where sanction_id = t.id('ban')), 'spam', 'for the one reason');
select is((select string_agg(action, ' ' order by seq) from core.audit where actor_id = t.id('cho') and action <> 'refused'), 'sanction', 'one audit entry tells of all');
select is((select jsonb_array_length(codes -> 'comments') from core.audit where id = t.id('ban')), 5, 'it lists the members');
select ok((select codes -> 'comments' ? t.id('a3')::text from core.audit where id = t.id('ban')), 'by their ids');
select is((select count(*) from core.notice where account_id = t.id('ann') and comment_id = t.id('a1')), 1::bigint, 'the author has one notice about the case''s comment');
select is((select kind || (body ->> 'rejected') || (body ->> 'note') || (body ->> 'reason') from core.notice where account_id = t.id('ann') and comment_id = t.id('a1')),
	'sanctiontruea messagespam', 'it is the sanction''s, with the reason and the message');
select is((select count(*) from core.notice where account_id = t.id('bob') and kind = 'report'), 1::bigint, 'the reader who reported is told');
select t.says(t.impose('cho', 'a1', 1, 'ban2', p_span => 0, p_key => 'key'), 'ok', 'the same key again succeeds');
select is(t.body('sanction,id'), t.id('ban')::text, 'with the first sanction');
select t.says(t.impose('cho', 'a1', 1, 'ban', p_span => 0), 'ok', 'the same id again succeeds');
select t.says(t.impose('cho', 'a1', 1, 'ban3', p_kind => 'mute', p_key => 'key'), 'key_reused', 'the same key with another body is refused');
select is((select count(*) from core.sanction), 1::bigint, 'there is one sanction');
select t.says(t.impose('mod', 'a1', 1, 'late'), 'conflict', 'a colleague who saw the open case is refused');
select is(t.body('last,by,username') || t.body('last,action'), 'choreject', 'and is told who decided');
select t.says(format('span_step(%L, 100)', t.id('ban')), 'ok', 'the next step finds nothing more');
select is(t.body('sanction,comments,state') || (select count(*) from core.audit where action = 'span'), 'rejected0', 'and writes no entry');

-- taken back
select t.says(t.undo('bob', 'ann', 'ban'), 'forbidden', 'a reader may not take it back');
select t.says(t.undo('dan', 'ann', 'ban'), 'not_found', 'a foreign moderator does not find it');
select t.decide('mod2', 'a4', t.case_version('a4'), 'restore') \gset
select t.says(t.undo('mod', 'ann', 'ban', t.id('back')), 'ok', 'a colleague takes all of it back');
select is(t.body('sanction,state') || t.body('sanction,comments,restored') || t.body('sanction,comments,kept'), 'lifted41', 'the sanction is lifted, four comments are back, one was decided since');
select is(t.state('a1') || t.state('a2') || t.state('held') || t.state('a4'), 'publishedpublishedheldpublished', 'each comment is as before');
select is((select state || coalesce(closed_as, '') || reported from core.case_file where comment_id = t.id('a1')), 'opentrue', 'the case is open as before');
select is((select string_agg(action, ' ' order by seq) from core.audit where actor_id = t.id('mod') and action not in ('refused', 'restore')), 'undo_sanction', 'one audit entry tells of the undo');
select is((select jsonb_array_length(codes -> 'comments') || (codes -> 'kept' ->> 0) from core.audit where id = t.id('back')), '4' || t.id('a4'), 'it lists the members, and what stays');
select is((select count(*) from core.notice where account_id = t.id('ann') and comment_id = t.id('a1')), 2::bigint, 'the author has one more notice about the case''s comment');
select is((select kind || (body ->> 'restored') from core.notice where account_id = t.id('ann') and comment_id = t.id('a1') order by id desc limit 1), 'liftedtrue', 'it says that both ended');
select t.says(t.undo('mod', 'ann', 'ban', t.id('back')), 'ok', 'the same undo again succeeds');
select t.says(t.undo('mod2', 'ann', 'ban'), 'conflict', 'another undo is refused');
select is(t.body('lifted,by,username'), 'mod', 'and names the colleague');
select is((select count(*) from core.recount()), 0::bigint, 'all counts are right');

-- without a decision, on all sites, in batches
select t.says(t.impose('mod', 'a1', t.case_version('a1'), 'mute', p_decide => false, p_kind => 'mute'), 'ok', 'a sanction alone leaves the case');
select is((select state from core.case_file where comment_id = t.id('a1')) || t.state('a1'), 'openpublished', 'the case stays open');
select is(t.body('sanction,comments'), null, 'no comment goes with it');
select t.says(t.undo('mod', 'ann', 'mute'), 'ok', 'it is taken back as well');
select t.says(t.impose('mod', 'a1', t.case_version('a1'), 'all', p_span => 86400, p_everywhere => true, p_max => 2), 'ok', 'a moderator of all sites bans everywhere, two comments at a time');
select is(t.body('sanction,comments,state') || t.body('sanction,comments,rejected'), 'rejecting3', 'the case and the first two are rejected at once');
select t.does(format('span_step(%L, 2)', t.id('all'))), t.does(format('span_step(%L, 2)', t.id('all'))) \gset stage_
select is((select count(*) from core.comment where author_id = t.id('ann') and state = 'rejected'), 6::bigint, 'the steps take all others, on all sites');
select is((select string_agg(jsonb_array_length(codes -> 'comments')::text, ' ' order by seq) from core.audit where object_id = t.id('all') and action = 'span'), '2 1', 'each step has one audit entry with its members');
select t.does(t.undo('admin', 'ann', 'all', p_max => 4)) \gset stage_
select t.does(format('span_step(%L, 4)', t.id('all'))) \gset stage_
select is((select count(*) from core.comment where author_id = t.id('ann') and state = 'rejected'), 0::bigint, 'the undo restores all, in batches too');
select * from finish();
