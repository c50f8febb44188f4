-- SPDX-License-Identifier: Apache-2.0
-- Goal: a moderator of one site sees and decides nothing of another.
\i lib/fixture.sql
select plan(34);
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
select t.person('eve') \gset
select core.role_put(t.id('eve'), 'moderator', t.id('site2'), null, core.new_id()) \gset
do $$ begin
	perform t.does(t.post('ann', 'article', 'c1', p_hits => t.hit('flag')));
	perform t.does(t.report('bob', 'article', 'c1', 'r1'));
end $$;
select is(t.decide('mod', 'c1', 1, 'escalate', null, 'd1'), '200', 'a case of the first site');

update core.article set state = 'hidden', slow = 30 where id = t.id('article');
select t.says(format($$article_desk(t.token('mod'), %L, null)$$, t.id('article')), 'ok', 'a hidden article''s controls');
select is(t.body('articles,0,slow_mode'), '30', 'are as they are set');
select t.says(format($$article_desk(t.token('eve'), %L, null)$$, t.id('article')), 'not_found', 'are not to be seen from the second');
select t.says($$article_desk(t.token('eve'), null, 'article')$$, 'ok', 'nor');
select is(t.body('articles'), '[]', 'found');
select t.says(format($$article_desk(t.token('ann'), %L, null)$$, t.id('article')), 'forbidden', 'nor by a reader');
update core.article set state = 'open', slow = 0 where id = t.id('article');
select t.says($$session_get(t.token('eve'))$$, 'ok', 'somebody at one desk');
select is(t.body('sites'), '["second"]', 'is told which');
select is((select (body ->> 'sites') is null and body::jsonb ? 'sites' from api_1.session_get(t.token('mod'))), true, 'who is at all: null');
select is((select body::jsonb ? 'sites' from api_1.session_get(t.token('ann'))), false, 'a reader: nothing');
select t.says($$case_list(t.token('eve'), 'all', null, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'ok', 'the list of the second');
select is(json_array_length(t.json() -> 'cases'), 0, 'has nothing of it');
select is(t.json() -> 'counts' ->> 'all', '0', 'nor counts it');
select t.says(format($$case_get(t.token('eve'), %L)$$, t.id('c1')), 'not_found', 'the case is not to be seen');
select t.says($$claim_next(t.token('eve'), 'all', null, 10, 600)$$, 'ok', 'nor');
select is(json_array_length(t.json() -> 'cases'), 0, 'claimed');
select t.says(format($$claim_renew(t.token('eve'), %L, 600)$$, t.id('c1')), 'not_found', 'renewed');
select t.says(format($$claim_release(t.token('eve'), %L)$$, t.id('c1')), 'not_found', 'given back');
select is(t.decide('eve', 'c1', 2, 'approve'), '404', 'decided');
select t.says(format($$decision_undo(t.token('eve'), %L, %L)$$, t.id('d1'), core.new_id()), 'not_found', 'undone');
select t.says($$decision_log(t.token('eve'), null, null, null, null, null, 10, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'ok', 'nor in');
select is(json_array_length(t.json() -> 'decisions'), 0, 'the log');
select t.says(format($$comment_source(t.token('eve'), %L, %L, 900)$$, t.id('article'), t.id('c1')), 'forbidden', 'its source is not for her');
select t.says(format($$article_patch(t.token('eve'), %L, 'closed', null, null, null, null, null)$$, t.id('article')), 'forbidden', 'nor the article');
select t.says(format($$sanction_add(t.token('eve'), %L, %L, 'mute', null, 'spam', null, null, 'default', null, null, null, null)$$, t.id('ann'), core.new_id()), 'not_found', 'nor its readers');
select t.says(format($$sanction_add(t.token('eve'), %L, %L, 'mute', null, 'spam', null, null, null, null, null, null, null)$$, t.id('ann'), core.new_id()), 'ok', 'those of her own are');
select t.says(format($$sanction_add(t.token('mod'), %L, %L, 'mute', null, 'abuse', null, null, 'default', null, null, null, null)$$, t.id('ann'), core.new_id()), 'ok', 'what another site did to them');
select t.says($$search(t.token('eve'), 'accounts', null, null, null, 'abuse', null, null, null, null, 20, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'ok', 'is not to be');
select is(json_array_length(t.json() -> 'accounts'), 0, 'searched for');
select t.says($$search(t.token('eve'), 'accounts', null, null, 'sanctioned', 'spam', null, null, null, null, 20, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'ok', 'but what her own');
select is(json_array_length(t.json() -> 'accounts'), 1, 'did is');
select is(json_array_length(t.json() -> 'accounts' -> 0 -> 'sanctions'), null, 'without a word of the other');
insert into core.sanction (id, account_id, site_id, kind, until, reason, made_by)
values (core.new_id(), t.id('eve'), t.id('site2'), 'ban', 'infinity', 'abuse', t.id('mod'));
select t.says($$case_list(t.token('eve'), 'all', null, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'forbidden', 'whom her own site banned moderates it no more');
select * from finish();
