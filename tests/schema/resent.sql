-- SPDX-License-Identifier: Apache-2.0
-- Goal: a write that was committed and whose answer was lost gives its first result when it is sent again. A worker
-- resends it with the same id, a client with the same Idempotency-Key and another id. It leaves no second trace.
\i lib/fixture.sql
select plan(82);
do $$ begin
	perform t.does(t.post('ann', 'article', 'c' || n)) from generate_series(1, 9) n;
	perform t.does(t.report('bob', 'article', 'c' || n, 'r' || n)) from generate_series(1, 9) n;
end $$;

-- t.again(call, why): the call, with {id} a fresh id of our making and {key} a key or null, twice by id, then twice by key.
create table t.trace (entries bigint, rows bigint);
create function t.traces() returns text language sql as $$
	select concat_ws(' ', (select count(*) from core.audit), (select count(*) from core.account_note), (select count(*) from core.job),
		(select count(*) from core.sanction), (select count(*) from core.decision), (select count(*) from core.case_file where claimed_until > core.now()),
		(select sum(version) from core.case_file), (select sum(version) from core.article), (select count(*) from core.role),
		(select sum(rules_version + settings_version) from core.site), (select count(*) from core.notice), (select count(*) from core.outbox))
$$;
create function t.ask(p_call text, p_id uuid, p_key uuid) returns text language plpgsql as $$
declare
	v record;
begin
	execute 'select * from api_1.' || replace(replace(p_call, '{id}', quote_literal(p_id)), '{key}', coalesce(quote_literal(p_key), 'null') || ', ''\x01''') into v;
	return v.outcome || ' ' || coalesce((v.body::jsonb - 'sample' #- '{case,claim,until}')::text, '');
end $$;
create function t.again(p_call text, p_why text, p_by_key boolean default true) returns setof text language plpgsql as $$
declare
	v_id constant uuid := core.new_id();
	v_key constant uuid := case when p_by_key then gen_random_uuid() end;
	v_first text := t.ask(p_call, v_id, v_key);
	v_traces text := t.traces();
begin
	return next ok(v_first ~ '^ok ', p_why || ': ' || v_first);
	return next is(t.ask(p_call, v_id, v_key), v_first, p_why || ', again by its id');
	if p_by_key then
		return next is(t.ask(p_call, core.new_id(), v_key), v_first, p_why || ', again by its key');
	end if;
	return next is(t.traces(), v_traces, p_why || ': once');
end $$;

select t.again($$account_note(t.token('mod'), t.id('ann'), {id}, 'A note.', 'default', {key})$$, 'a note');
select t.again($$job_make(t.token('mod'), {id}, '{"text":"body"}', 'reject', 'spam', null, {key})$$, 'a job');
select t.again(format($$job_move(t.token('mod'), %L, 'start', {id}, {key})$$, (select id from core.job limit 1)), 'its start');
select t.again(format($$job_move(t.token('mod'), %L, 'pause', {id}, {key})$$, (select id from core.job limit 1)), 'its pause');
select t.again($$sanction_add(t.token('mod'), t.id('dan'), {id}, 'mute', null, 'spam', null, null, 'default', null, null, {key})$$, 'a sanction');
select t.again($$role_set(t.token('admin'), t.id('cho'), 'staff', 'default', {id}, {key})$$, 'a role');
select t.again($$rules_put(t.token('admin'), 'default', 0, '{}', null, {id}, {key})$$, 'rules');
select t.again($$settings_put(t.token('admin'), 'default', 0, '{"title":"T"}', {id}, {key})$$, 'settings');
select t.again($$claim_next(t.token('mod'), 'all', null, 2, 600, 100, {id}, {key})$$, 'claims');
select is((select count(*) from core.case_file where claimed_by = t.id('mod')), 2::bigint, 'the resent claim claims two cases once');
select t.again(format($$claim_release(t.token('mod'), %L, {id}, {key})$$, (select comment_id from core.case_file where claimed_by = t.id('mod') limit 1)), 'a claim given back');
select t.again(format($$claim_take(t.token('admin'), %L, 600, {id}, 100, {key})$$, (select comment_id from core.case_file where claimed_by = t.id('mod') limit 1)), 'a claim taken over');
select t.again($$comment_mark(t.token('mod'), t.id('c1'), null, true, null, {id})$$, 'a mark', false);
select t.again($$article_patch(t.token('mod'), t.id('article'), null, 'Another title', null, 30, null, null, {id})$$, 'a change to an article', false);
select is(t.decide('mod2', 'c6', 1, 'reject', 'spam', 'd2'), '200', 'a moderator decides');
select t.again($$decision_undo(t.token('mod2'), t.id('d2'), {id}, {key})$$, 'its undo');
select is(t.decide('mod2', 'c7', 1, 'reject', 'spam', 'd3'), '200', 'a moderator decides another case');
select t.does(format('appeal_post(t.token(''ann''), %L, %L, null, null, ''But why?'', null, null)', t.id('p3'), t.id('d3'))) \gset
select t.again($$appeal_decide(t.token('mod'), t.id('p3'), 'overturned', null, {id}, {key})$$, 'an appeal''s decision');

-- the key of one write is no other's
select t.says(format($$account_note(t.token('mod'), t.id('ann'), core.new_id(), 'One.', 'default', %L, '\x01')$$, t.id('key')), 'ok', 'a note with a key is added');
select t.says(format($$account_note(t.token('mod'), t.id('ann'), core.new_id(), 'Two.', 'default', %L, '\x02')$$, t.id('key')), 'key_reused', 'the same key with another body is refused');
select t.says(format($$claim_next(t.token('mod'), 'all', null, 2, 600, 100, core.new_id(), %L, '\x01')$$, t.id('key')), 'key_reused', 'the same key for another function is refused');
select t.says(format($$account_note(t.token('mod2'), t.id('ann'), core.new_id(), 'Mine.', 'default', %L, '\x02')$$, t.id('key')), 'ok', 'the same key of another moderator is another key');

-- what somebody did since stands
select t.does(format($$job_move(t.token('mod'), %L, 'start', %L)$$, (select id from core.job limit 1), t.id('start'))) \gset
select t.does(format($$job_move(t.token('mod'), %L, 'pause', core.new_id())$$, (select id from core.job limit 1))) \gset
select t.says(format($$job_move(t.token('mod'), %L, 'start', %L)$$, (select id from core.job limit 1), t.id('start')), 'ok', 'a start that is sent again succeeds');
select is((select state from core.job limit 1), 'paused', 'a start that is sent again leaves a later pause in place');
select t.does(format($$comment_mark(t.token('mod'), %L, null, null, true, %L)$$, t.id('c5'), t.id('mark'))) \gset
select t.does(format($$comment_mark(t.token('mod2'), %L, null, null, false, core.new_id())$$, t.id('c5'))) \gset
select t.says(format($$comment_mark(t.token('mod'), %L, null, null, true, %L)$$, t.id('c5'), t.id('mark')), 'ok', 'a mark that is sent again succeeds');
select is(t.body('marks'), '[]', 'a mark that is sent again leaves another moderator''s change in place');

-- sessions: a resent write that ended a session gets its first result; any other call finds the session gone
insert into core.session (id, account_id, token, expires_at) values
	(t.id('s1'), t.id('bob'), '\x51', core.now() + interval '1 hour'), (t.id('s2'), t.id('bob'), '\x52', core.now() + interval '1 hour'),
	(t.id('s3'), t.id('bob'), '\x53', core.now() + interval '1 hour');
select t.again($$session_revoke('\x51', t.id('s2'), {id}, null)$$, 'a session ended', false);
select t.says(format($$session_revoke('\x51', %L, core.new_id(), %L)$$, t.id('s1'), t.id('k1')), 'ok', 'an account ends its own session' || w) from unnest(array['', ', by its key']) w;
select t.says(format($$session_close('\x53', %L)$$, t.id('e3')), 'ok', 'an account signs out' || w) from unnest(array['', ' once more']) w;
select t.says(format($$session_revoke(t.token('ann'), %L)$$, t.id('s3')), 'not_found', 'a session of another account is not found');
select t.says(format($$session_close('\x51', %L)$$, t.id('e3')), 'sign_in', 'a key of another session''s write does not help');
select t.says(format($$session_revoke('\x51', %L, core.new_id(), %L)$$, t.id('s3'), t.id('k1')), 'sign_in', 'a key of a write about another session does not help');
select t.says($$session_close('\x53')$$, 'sign_in', 'another sign-out of an ended session finds no session');
select t.says($$session_get('\x53')$$, 'sign_in', 'the token of an ended session finds no session');
select t.later('25 hours');
select t.says(format($$session_close('\x53', %L)$$, t.id('e3')), 'sign_in', 'after a day the key is forgotten');
select t.later('0');
select * from finish();
