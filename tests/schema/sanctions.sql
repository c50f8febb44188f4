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
select t.says(t.post('ann', 'article', 'c0'), 'ok', 'a comment before');

-- mute
select t.says(t.sanction('mod', 'ann', 's1', 'mute', core.now() + interval '1 hour'), 'ok', 'mute');
select is(t.body('kind'), 'mute', 'with its kind');
select t.says(t.sanction('mod', 'ann', 's1', 'mute'), 'ok', 'the same id again');
select t.says(t.post('ann', 'article', 'c1'), 'sanctioned', 'the muted do not post');
select is(t.body('kind'), 'mute', 'and learn why');
select alike(t.body('until'), '20%Z', 'and until when');
select t.says(t.edit('ann', 'article', 'c0', 1, 'x'), 'sanctioned', 'nor edit');
select t.says(t.post('ann', 'article', 'c0'), 'ok', 'what was written before is known');
select t.says(format('session_get(%L)', t.token('ann')), 'ok', 'the session lives');
select is(t.body('account,sanctions,0,kind'), 'mute', 'and shows the sanction');
select t.later('61 minutes');
select t.says(t.post('ann', 'article', 'c1'), 'ok', 'it ends');
select t.later('0');
select t.says(t.lift('mod', 'ann', 's1'), 'ok', 'lifted');
select t.says(t.lift('mod', 'ann', 's1'), 'ok', 'twice is once');
select t.says(t.lift('mod', 'ann', 'none'), 'not_found', 'no such sanction');
select t.says(t.lift('cho', 'ann', 's1'), 'forbidden', 'readers lift nothing');
select t.says(t.lift(null, 'ann', 's1'), 'sign_in', 'nor nobody');
select t.says(t.post('ann', 'article', 'c2'), 'ok', 'and posts again');

-- who may sanction whom
select t.says(t.sanction('ann', 'bob', 'x', 'mute'), 'forbidden', 'readers sanction nobody');
select t.says(t.sanction(null, 'bob', 'x', 'mute'), 'sign_in', 'nor nobody');
select t.says(t.sanction('mod', 'mod', 'x', 'mute'), 'forbidden', 'nobody themselves');
select t.says(t.sanction('mod', 'mod2', 'x', 'mute'), 'forbidden', 'nor an equal');
select t.says(t.sanction('mod', 'nobody', 'x', 'mute'), 'not_found', 'no such account');
select t.says(t.sanction('admin', 'mod', 'x', 'mute', core.now()), 'time_past', 'none that has ended already');
select t.says(replace(t.sanction('admin', 'mod', 'x', 'mute'), 'abuse', 'because'), 'unknown_reason', 'nor for a reason of nobody''s');
select is((select count(*) from core.sanction where account_id = t.id('mod')), 0::bigint, 'which changes nothing');
select t.says(t.sanction('admin', 'mod', 'x', 'mute', core.now() + interval '1 hour'), 'ok', 'an admin a moderator');
select t.says(t.lift('mod', 'mod', 'x'), 'forbidden', 'who does not lift it');
select t.says(t.lift('mod2', 'mod', 'x'), 'forbidden', 'nor does a peer');
select t.says(t.lift('admin', 'mod', 'x'), 'ok', 'an admin does');
select t.says(format($$sanction_add(t.token('mod'), %L, %L, 'mute', null, 'spam', null, null, null, null, null, %L, '\x01')$$, t.id('dan'), t.id('k1'), t.id('key')), 'ok', 'with a key');
select t.says(format($$sanction_add(t.token('mod'), %L, %L, 'mute', null, 'spam', null, null, null, null, null, %L, '\x01')$$, t.id('dan'), core.new_id(), t.id('key')), 'ok', 'the same again');
select is(t.body('id')::uuid, t.id('k1'), 'is the first');
select t.says(format($$sanction_add(t.token('mod'), %L, %L, 'mute', null, 'spam', null, null, null, null, null, %L, '\x02')$$, t.id('dan'), core.new_id(), t.id('key')), 'key_reused', 'with another body');

-- premoderate
select t.says(t.sanction('mod', 'cho', 's2', 'premoderate'), 'ok', 'premoderate');
select t.says(t.post('cho', 'article', 'p1'), 'ok', 'posts');
select is(t.state('p1'), 'held', 'and waits');
select is((select rule from core.signal where comment_id = t.id('p1')), 'sanction', 'for that reason');

-- warn
select t.says(t.sanction('mod', 'cho', 's0', 'warn', core.now() + interval '1 hour'), 'until_not_allowed', 'a warning does not run out');
select t.says(t.sanction('mod', 'cho', 's3', 'warn'), 'ok', 'warn');
select t.later('400 days') \gset
update core.session set expires_at = 'infinity';
select t.says(t.post('cho', 'article', 'p2'), 'warning_unread', 'a warning is to be read first, however long it waits');
select t.later('0') \gset
select t.says(t.edit('cho', 'article', 'p1', 1, 'x'), 'warning_unread', 'before editing too');
select t.says('notice_list(t.token(''cho''), 20, ''ffffffff-ffff-ffff-ffff-ffffffffffff'')', 'ok', 'notices');
select is(t.body('notices,0,sanction')::uuid, t.id('s3'), 'newest first');
select t.says(format('notice_read(t.token(''ann''), %L)', t.body('notices,0,id')), 'not_found', 'nobody reads another''s');
select t.says('notice_list(t.token(''cho''), 20, ''ffffffff-ffff-ffff-ffff-ffffffffffff'')', 'ok', 'again');
select t.says(format('notice_read(t.token(''cho''), %L)', t.body('notices,0,id')), 'ok', 'read');
select ok(t.body('read_at') is not null, 'it says when');
select t.says(t.post('cho', 'article', 'p2'), 'ok', 'and then post');
select t.says('notice_list(''\xff'', 20, core.new_id())', 'sign_in', 'nobody''s notices');
select t.says(format('notice_read(''\xff'', %L)', core.new_id()), 'sign_in', 'nor reading them');

-- ban
select t.says(t.sanction('mod', 'bob', 's4', 'ban'), 'ok', 'ban');
select t.says(format('session_get(%L)', t.token('bob')), 'sign_in', 'ends every session at once');
select t.says(format($$session_open(%L, 'hash of bob', null, %L, %L, 600, null, null)$$, t.id('bob'), core.new_id(), t.token('bob')), 'ok', 'signing in again');
select is(t.body('account,sanctions,0,kind'), 'ban', 'says so');
select t.says(t.post('bob', 'article', 'b1'), 'sanctioned', 'the banned do not post');
select ok(t.json() is not null and t.body('kind') = 'ban' and t.body('until') is null, 'for good');
select t.says(format('votes_set(array[t.token(''bob'')], array[%L]::uuid[], array[%L]::uuid[], array[1])', t.id('article'), t.id('c0')), 'sanctioned', 'nor vote');
select t.says(t.report('bob', 'article', 'c0', 'r1'), 'sanctioned', 'nor report');
select t.says('notice_list(t.token(''bob''), 20, ''ffffffff-ffff-ffff-ffff-ffffffffffff'')', 'ok', 'but read their notices');
select t.says(format('mine(t.token(''bob''), %L, null)', t.id('article')), 'ok', 'and what is theirs');
select core.role_put(t.id('bob'), 'moderator', null, null, core.new_id()) \gset
select t.says($$case_list(t.token('bob'), 'all', null, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'sanctioned', 'no desk for a banned moderator');
select is(t.decide('bob', 'p1', 1, 'approve'), 'sanctioned', 'nor decisions');
select t.says($$claim_next(t.token('bob'), 'all', null, 1, 600)$$, 'sanctioned', 'nor claims');
select t.says(format($$article_patch(t.token('bob'), %L, 'closed', null, null, null, null, null)$$, t.id('article')), 'sanctioned', 'nor articles');
select is((select count(*) from core.audit where action in ('sanction', 'lift')), 8::bigint, 'every step is on record');

-- spans: from the past, on the moderator's own authority, while it lasts
create function t.span(p_who text, p_name text, p_since timestamptz, p_reason text default 'spam') returns text language sql as $$
	select format('sanction_add(%L, %L, %L, ''mute'', null, %L, null, null, null, %L, null, null, null)', t.token(p_who), t.id('dan'), t.id(p_name), p_reason, p_since)
$$;
create function t.step(p_name text) returns text language sql as $$ select format('span_step(%L, 2)', t.id(p_name)) $$;
select t.says(t.lift('mod', 'dan', 'k1'), 'ok', 'a reader who may write');
select t.does(t.post('dan', 'article', 'd' || i)) from generate_series(1, 6) i;
select t.says(t.span('mod', 'y', core.now() + interval '1 minute'), 'time_future', 'what is not written is not rejected');
update core.site set settings = '{"second": {"reasons": ["illegal"], "roles": []}}';
select t.says(t.span('mod', 'y', core.now() - interval '1 hour', 'illegal'), 'second_needed', 'nor what two must agree on');
select is((select count(*) from core.sanction where id = t.id('y')) + (select count(*) from core.case_file where proposal is not null), 0::bigint, 'which changes nothing, and proposes nothing');
select t.says(t.span('mod', 'y1', core.now() - interval '1 hour'), 'ok', 'a span');
select t.says(t.step('y1'), 'ok', 'takes two');
select t.says(t.lift('mod2', 'dan', 'y1'), 'ok', 'lifted meanwhile');
select t.says(t.step('y1'), 'ok', 'it takes');
select is(t.body('unfinished') || t.body('sanction,comments,rejected') || t.body('sanction,comments,state'), 'false2rejected', 'no more');
select t.says(t.span('mod', 'y2', core.now() - interval '1 hour'), 'ok', 'another');
select t.says(t.step('y2'), 'ok', 'takes two');
insert into core.sanction (id, account_id, site_id, kind, until, reason, made_by) values (core.new_id(), t.id('mod'), null, 'ban', 'infinity', 'abuse', t.id('admin'));
select is(core.sites_moderated(t.id('mod'), 3), '{}', 'who is banned everywhere moderates nothing');
select t.says(t.step('y2'), 'ok', 'so it takes');
select is(t.body('unfinished') || t.body('sanction,comments,rejected') || t.body('sanction,comments,state'), 'false2rejected', 'no more');
select is((select codes ->> 'moderator' from core.audit where action = 'span_stopped'), t.id('mod')::text, 'which is on record');
select * from finish();
