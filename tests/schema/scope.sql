-- SPDX-License-Identifier: Apache-2.0
-- Goal: a moderator of one site sees and decides nothing of another.
\i lib/fixture.sql
select plan(34);
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
select t.person('eve') \gset
select t.role_put(t.id('eve'), 'moderator', t.id('site2'), null, core.new_id()) \gset
do $$ begin
	perform t.does(t.post('ann', 'article', 'c1', p_hits => t.hit('flag')));
	perform t.does(t.report('bob', 'article', 'c1', 'r1'));
end $$;
select is(t.decide('mod', 'c1', 1, 'escalate', null, 'd1'), '200', 'a moderator escalates a case of the first site');

update core.article set state = 'hidden', slow = 30 where id = t.id('article');
select t.says(format($$article_desk(t.token('mod'), %L)$$, t.id('article')), 'ok', 'a moderator of all sites sees the controls of a hidden article');
select is(t.body('article,slow_mode'), '30', 'the controls have their values');
select t.says(format($$article_desk(t.token('eve'), %L)$$, t.id('article')), 'not_found', 'a moderator of the second site does not find the article by id');
select t.says($$article_list(t.token('eve'), null, 'article', null, null, 30, 'ffffffff-ffff-ffff-ffff-ffffffffffff', null)$$, 'ok', 'a moderator of the second site searches the article by key');
select is(t.body('articles'), '[]', 'the search by key finds no article of the first site');
select t.says(format($$article_desk(t.token('ann'), %L)$$, t.id('article')), 'forbidden', 'a reader may not see an article''s controls');
update core.article set state = 'open', slow = 0 where id = t.id('article');
select t.says($$session_get(t.token('eve'))$$, 'ok', 'a moderator of one site gets their session');
select is(t.body('sites'), '["second"]', 'the session of a moderator of one site names that site');
select is((select (body ->> 'sites') is null and body::jsonb ? 'sites' from api_1.session_get(t.token('mod'))), true, 'the session of a moderator of all sites names null');
select is((select body::jsonb ? 'sites' from api_1.session_get(t.token('ann'))), false, 'the session of a reader has no member for sites');
select t.says($$case_list(t.token('eve'), 'all', null, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'ok', 'a moderator of the second site lists cases');
select is(json_array_length(t.json() -> 'cases'), 0, 'the list has no case of the first site');
select is(t.json() -> 'counts' ->> 'all', '0', 'the counts have no case of the first site');
select t.says(format($$case_get(t.token('eve'), %L)$$, t.id('c1')), 'not_found', 'a case of the first site is not found');
select t.says($$claim_next(t.token('eve'), 'all', null, 10, 600)$$, 'ok', 'a moderator of the second site claims cases');
select is(json_array_length(t.json() -> 'cases'), 0, 'no case of the first site is claimed');
select t.says(format($$claim_renew(t.token('eve'), %L, 600)$$, t.id('c1')), 'not_found', 'a claim on the first site cannot be renewed');
select t.says(format($$claim_release(t.token('eve'), %L)$$, t.id('c1')), 'not_found', 'a claim on the first site cannot be released');
select is(t.decide('eve', 'c1', 2, 'approve'), '404', 'a case of the first site cannot be decided');
select t.says(format($$decision_undo(t.token('eve'), %L, %L)$$, t.id('d1'), core.new_id()), 'not_found', 'a decision on the first site cannot be undone');
select t.says($$decision_log(t.token('eve'), null, null, null, null, null, 10, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'ok', 'a moderator of the second site reads the decision log');
select is(json_array_length(t.json() -> 'decisions'), 0, 'the log has no decision of the first site');
select t.says(format($$comment_source(t.token('eve'), %L, %L, 900)$$, t.id('article'), t.id('c1')), 'forbidden', 'the source of a comment on the first site is refused');
select t.says(format($$article_patch(t.token('eve'), %L, 'closed', null, null, null, null, null)$$, t.id('article')), 'forbidden', 'a change of an article of the first site is refused');
select t.says(format($$sanction_add(t.token('eve'), %L, %L, 'mute', null, 'spam', null, null, 'default', null, null, null, null)$$, t.id('ann'), core.new_id()), 'not_found', 'a sanction on the first site is refused');
select t.says(format($$sanction_add(t.token('eve'), %L, %L, 'mute', null, 'spam', null, null, null, null, null, null, null)$$, t.id('ann'), core.new_id()), 'ok', 'a sanction on the own site is imposed');
select t.says(format($$sanction_add(t.token('mod'), %L, %L, 'mute', null, 'abuse', null, null, 'default', null, null, null, null)$$, t.id('ann'), core.new_id()), 'ok', 'a moderator of all sites sanctions the same account on the first site');
select t.says($$search(t.token('eve'), 'accounts', null, null, null, 'abuse', null, null, null, null, 20, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'ok', 'a moderator of the second site searches accounts by reason');
select is(json_array_length(t.json() -> 'accounts'), 0, 'a sanction of the first site is not found by its reason');
select t.says($$search(t.token('eve'), 'accounts', null, null, 'sanctioned', 'spam', null, null, null, null, 20, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'ok', 'a moderator of the second site searches sanctioned accounts');
select is(json_array_length(t.json() -> 'accounts'), 1, 'a sanction of the own site is found');
select is(json_array_length(t.json() -> 'accounts' -> 0 -> 'sanctions'), null, 'the found account has no list of other sanctions');
insert into core.sanction (id, account_id, site_id, kind, until, reason, made_by)
values (core.new_id(), t.id('eve'), t.id('site2'), 'ban', 'infinity', 'abuse', t.id('mod'));
select t.says($$case_list(t.token('eve'), 'all', null, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'forbidden', 'a moderator whom the own site banned has no desk');
select * from finish();
