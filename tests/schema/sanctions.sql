-- SPDX-License-Identifier: Apache-2.0
-- Goal: sanctions stop the acts that they name and no others. The people concerned get notices.
\i lib/fixture.sql
select plan(81);
create function t.sanction(p_who text, p_whom text, p_name text, p_kind text, p_until timestamptz default null) returns text language sql as $$
	select format('sanction_add(%L, %L, %L, %L, %L, ''abuse'', ''a note'', null, null, null, null, null, null)', t.token(p_who), t.id(p_whom), t.id(p_name), p_kind, p_until)
$$;
create function t.lift(p_who text, p_whom text, p_name text) returns text language sql as $$
	select format('sanction_lift(%L, %L, %L, %L)', t.token(p_who), t.id(p_whom), t.id(p_name), core.new_id())
$$;
select t.says(t.post('ann', 'article', 'c0'), 'ok', 'a reader posts a comment before any sanction');

-- mute
select t.says(t.sanction('mod', 'ann', 's1', 'mute', core.now() + interval '1 hour'), 'ok', 'a moderator mutes the reader');
select is(t.body('kind'), 'mute', 'the reply has the sanction''s kind');
select t.says(t.sanction('mod', 'ann', 's1', 'mute'), 'ok', 'the same id again succeeds');
select t.says(t.post('ann', 'article', 'c1'), 'sanctioned', 'a muted reader may not post');
select is(t.body('kind'), 'mute', 'the refusal has the kind');
select alike(t.body('until'), '20%Z', 'the refusal has the end of the mute');
select t.says(t.edit('ann', 'article', 'c0', 1, 'x'), 'sanctioned', 'a muted reader may not edit');
select t.says(t.post('ann', 'article', 'c0'), 'ok', 'a comment from before the mute succeeds again');
select t.says(format('session_get(%L)', t.token('ann')), 'ok', 'a muted reader keeps the session');
select is(t.body('account,sanctions,0,kind'), 'mute', 'the session shows the sanction');
select t.later('61 minutes');
select t.says(t.post('ann', 'article', 'c1'), 'ok', 'the reader posts after the end of the mute');
select t.later('0');
select t.says(t.lift('mod', 'ann', 's1'), 'ok', 'a moderator lifts the mute');
select t.says(t.lift('mod', 'ann', 's1'), 'ok', 'a second lift succeeds');
select t.says(t.lift('mod', 'ann', 'none'), 'not_found', 'an unknown sanction is not found');
select t.says(t.lift('cho', 'ann', 's1'), 'forbidden', 'a reader may not lift a sanction');
select t.says(t.lift(null, 'ann', 's1'), 'sign_in', 'lifting a sanction needs a session');
select t.says(t.post('ann', 'article', 'c2'), 'ok', 'the reader posts after the lift');

-- who may sanction whom
select t.says(t.sanction('ann', 'bob', 'x', 'mute'), 'forbidden', 'a reader may not sanction');
select t.says(t.sanction(null, 'bob', 'x', 'mute'), 'sign_in', 'a sanction needs a session');
select t.says(t.sanction('mod', 'mod', 'x', 'mute'), 'forbidden', 'a moderator may not sanction themselves');
select t.says(t.sanction('mod', 'mod2', 'x', 'mute'), 'forbidden', 'a moderator may not sanction another moderator');
select t.says(t.sanction('mod', 'nobody', 'x', 'mute'), 'not_found', 'an unknown account is not found');
select t.says(t.sanction('admin', 'mod', 'x', 'mute', core.now()), 'time_past', 'a sanction that has ended already is refused');
select t.says(replace(t.sanction('admin', 'mod', 'x', 'mute'), 'abuse', 'because'), 'unknown_reason', 'an unknown reason is refused');
select is((select count(*) from core.sanction where account_id = t.id('mod')), 0::bigint, 'a refused sanction is not stored');
select t.says(t.sanction('admin', 'mod', 'x', 'mute', core.now() + interval '1 hour'), 'ok', 'an admin mutes a moderator');
select t.says(t.lift('mod', 'mod', 'x'), 'forbidden', 'the muted moderator may not lift the mute');
select t.says(t.lift('mod2', 'mod', 'x'), 'forbidden', 'another moderator may not lift the mute');
select t.says(t.lift('admin', 'mod', 'x'), 'ok', 'an admin lifts the mute');
select t.says(format($$sanction_add(t.token('mod'), %L, %L, 'mute', null, 'spam', null, null, null, null, null, %L, '\x01')$$, t.id('dan'), t.id('k1'), t.id('key')), 'ok', 'a sanction with a key is imposed');
select t.says(format($$sanction_add(t.token('mod'), %L, %L, 'mute', null, 'spam', null, null, null, null, null, %L, '\x01')$$, t.id('dan'), core.new_id(), t.id('key')), 'ok', 'the same key again succeeds');
select is(t.body('id')::uuid, t.id('k1'), 'the same key again gives the first sanction');
select t.says(format($$sanction_add(t.token('mod'), %L, %L, 'mute', null, 'spam', null, null, null, null, null, %L, '\x02')$$, t.id('dan'), core.new_id(), t.id('key')), 'key_reused', 'the same key with another body is refused');

-- premoderate
select t.says(t.sanction('mod', 'cho', 's2', 'premoderate'), 'ok', 'a moderator premoderates a reader');
select t.says(t.post('cho', 'article', 'p1'), 'ok', 'a premoderated reader posts');
select is(t.state('p1'), 'held', 'a premoderated reader''s comment is held');
select is((select rule from core.signal where comment_id = t.id('p1')), 'sanction', 'the signal names the sanction');

-- warn
select t.says(t.sanction('mod', 'cho', 's0', 'warn', core.now() + interval '1 hour'), 'until_not_allowed', 'a warning with an end is refused');
select t.says(t.sanction('mod', 'cho', 's3', 'warn'), 'ok', 'a moderator warns a reader');
select t.later('400 days') \gset
update core.session set expires_at = 'infinity';
select t.says(t.post('cho', 'article', 'p2'), 'warning_unread', 'a reader with an unread warning may not post, even after 400 days');
select t.later('0') \gset
select t.says(t.edit('cho', 'article', 'p1', 1, 'x'), 'warning_unread', 'a reader with an unread warning may not edit');
select t.says('notice_list(t.token(''cho''), 20, ''ffffffff-ffff-ffff-ffff-ffffffffffff'')', 'ok', 'the reader lists notices');
select is(t.body('notices,0,sanction')::uuid, t.id('s3'), 'the newest notice comes first');
select t.says(format('notice_read(t.token(''ann''), %L)', t.body('notices,0,id')), 'not_found', 'another reader''s notice is not found');
select t.says('notice_list(t.token(''cho''), 20, ''ffffffff-ffff-ffff-ffff-ffffffffffff'')', 'ok', 'the reader lists notices again');
select t.says(format('notice_read(t.token(''cho''), %L)', t.body('notices,0,id')), 'ok', 'the reader marks the warning as read');
select ok(t.body('read_at') is not null, 'the notice has the time of reading');
select t.says(t.post('cho', 'article', 'p2'), 'ok', 'the reader posts after reading the warning');
select t.says('notice_list(''\xff'', 20, core.new_id())', 'sign_in', 'listing notices needs a session');
select t.says(format('notice_read(''\xff'', %L)', core.new_id()), 'sign_in', 'reading a notice needs a session');

-- ban
select t.says(t.sanction('mod', 'bob', 's4', 'ban'), 'ok', 'a moderator bans a reader');
select t.says(format('session_get(%L)', t.token('bob')), 'sign_in', 'a ban ends every session at once');
select t.says(format($$session_open(%L, 'hash of bob', null, %L, %L, 600, null, null)$$, t.id('bob'), core.new_id(), t.token('bob')), 'ok', 'a banned reader may sign in again');
select is(t.body('account,sanctions,0,kind'), 'ban', 'the new session shows the ban');
select t.says(t.post('bob', 'article', 'b1'), 'sanctioned', 'a banned reader may not post');
select ok(t.json() is not null and t.body('kind') = 'ban' and t.body('until') is null, 'the refusal says that the ban has no end');
select t.says(format('votes_set(array[t.token(''bob'')], array[%L]::uuid[], array[%L]::uuid[], array[1])', t.id('article'), t.id('c0')), 'sanctioned', 'a banned reader may not vote');
select t.says(t.report('bob', 'article', 'c0', 'r1'), 'sanctioned', 'a banned reader may not report');
select t.says('notice_list(t.token(''bob''), 20, ''ffffffff-ffff-ffff-ffff-ffffffffffff'')', 'ok', 'a banned reader may list notices');
select t.says(format('mine(t.token(''bob''), %L, null)', t.id('article')), 'ok', 'a banned reader may list own comments');
select t.role_put(t.id('bob'), 'moderator', null, null, core.new_id()) \gset
select t.says($$case_list(t.token('bob'), 'all', null, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'sanctioned', 'a banned moderator has no desk');
select is(t.decide('bob', 'p1', 1, 'approve'), 'sanctioned', 'a banned moderator may not decide');
select t.says($$claim_next(t.token('bob'), 'all', null, 1, 600)$$, 'sanctioned', 'a banned moderator may not claim');
select t.says(format($$article_patch(t.token('bob'), %L, 'closed', null, null, null, null, null)$$, t.id('article')), 'sanctioned', 'a banned moderator may not change an article');
select is((select count(*) from core.audit where action in ('sanction', 'lift')), 8::bigint, 'each sanction and each lift is audited');

-- spans: from the past, on the moderator's own authority, while it lasts
create function t.span(p_who text, p_name text, p_since timestamptz, p_reason text default 'spam') returns text language sql as $$
	select format('sanction_add(%L, %L, %L, ''mute'', null, %L, null, null, null, %L, null, null, null)', t.token(p_who), t.id('dan'), t.id(p_name), p_reason, p_since)
$$;
create function t.step(p_name text) returns text language sql as $$ select format('span_step(%L, 2)', t.id(p_name)) $$;
select t.says(t.lift('mod', 'dan', 'k1'), 'ok', 'a moderator lifts the mute of a reader');
select t.does(t.post('dan', 'article', 'd' || i)) from generate_series(1, 6) i;
select t.says(t.span('mod', 'y', core.now() + interval '1 minute'), 'time_future', 'a span that begins in the future is refused');
update core.site set settings = '{"second": {"reasons": ["illegal"], "roles": []}}';
select t.says(t.span('mod', 'y', core.now() - interval '1 hour', 'illegal'), 'second_needed', 'a span for a reason that needs a second moderator is refused');
select is((select count(*) from core.sanction where id = t.id('y')) + (select count(*) from core.case_file where proposal is not null), 0::bigint, 'a refused span stores no sanction and no proposal');
select t.says(t.span('mod', 'y1', core.now() - interval '1 hour'), 'ok', 'a moderator mutes a reader with a span');
select t.says(t.step('y1'), 'ok', 'a step rejects two comments of the span');
select t.says(t.lift('mod2', 'dan', 'y1'), 'ok', 'another moderator lifts the sanction meanwhile');
select t.says(t.step('y1'), 'ok', 'a step of a lifted sanction succeeds');
select is(t.body('unfinished') || t.body('sanction,comments,rejected') || t.body('sanction,comments,state'), 'false2rejected', 'a step of a lifted sanction rejects no further comment');
select t.says(t.span('mod', 'y2', core.now() - interval '1 hour'), 'ok', 'a moderator mutes the reader with another span');
select t.says(t.step('y2'), 'ok', 'a step rejects two comments of the second span');
insert into core.sanction (id, account_id, site_id, kind, until, reason, made_by) values (core.new_id(), t.id('mod'), null, 'ban', 'infinity', 'abuse', t.id('admin'));
select is(core.sites_moderated(t.id('mod'), 3), '{}', 'a moderator with a ban on all sites moderates no site');
select t.says(t.step('y2'), 'ok', 'a step of a banned moderator''s sanction succeeds');
select is(t.body('unfinished') || t.body('sanction,comments,rejected') || t.body('sanction,comments,state'), 'false2rejected', 'a step of a banned moderator''s sanction rejects no further comment');
select is((select codes ->> 'moderator' from core.audit where action = 'span_stopped'), t.id('mod')::text, 'the stop of the span is audited');
select * from finish();
