-- SPDX-License-Identifier: Apache-2.0
-- Goal: rules about the author's record and speed, of single articles and of the whole site. Rules change by version
-- at run time; dry runs and hits are listed.
\i lib/fixture.sql
select plan(105);
create function t.rules(p_document jsonb) returns int language sql as $$ select core.rules_import('default', p_document) $$;

-- velocity
select is(t.rules('{"velocity":{"outcome":"hold","max":2,"within":60}}'), 1, 'two a minute');
select t.does(t.post('ann', 'article', 'v1')), t.does(t.post('ann', 'article', 'v2')) \gset does_
select t.says(t.post('ann', 'article', 'v3'), 'ok', 'the third');
select is(t.state('v1') || t.state('v2') || t.state('v3'), 'publishedpublishedheld', 'waits');
select is((select string_agg(rule || outcome || reason, ',') from core.signal where comment_id = t.id('v3')), 'velocityholdother', 'and says why');
select t.says(t.post('bob', 'article', 'v4'), 'ok', 'another reader');
select is(t.state('v4'), 'published', 'is not meant');
select t.does(t.post('staff', 'article', 'v5')), t.does(t.post('staff', 'article', 'v6')), t.does(t.post('staff', 'article', 'v7')) \gset does_
select is(t.state('v7'), 'published', 'nor are those who work for the site');
select t.says(t.edit('ann', 'article', 'v1', 1, 'Edited.'), 'ok', 'an edit of the first');
select is(t.state('v1'), 'published', 'is as fast as the comment was');

-- the author's record
select is(t.rules('{"record":{"outcome":"hold","share":0.5,"of":4,"min":3,"weight":2}}'), 2, 'half of the last four');
do $$ begin perform t.does(t.post('bob', 'article', 'a' || i)) from generate_series(1, 7) i; end $$;
select is(t.decide('mod', 'a1', 0, 'reject', 'spam') || t.decide('mod', 'a2', 0, 'reject', 'spam'), '200200', 'two of two rejected');
select t.does(t.post('bob', 'article', 'b1')) \gset does_
select is(t.state('b1'), 'published', 'are too few to tell');
select is(t.decide('mod', 'a3', 0, 'approve'), '200', 'one approved');
select t.does(t.post('bob', 'article', 'b2')) \gset does_
select is(t.state('b2'), 'held', 'two of three wait');
select is((select rule || ' ' || detail || ' ' || weight from core.signal where comment_id = t.id('b2')), 'record 2 of 3 2', 'with the figures');
select is(t.decide('mod', 'a2', 2, 'restore'), '200', 'one restored after all');
select t.does(t.post('bob', 'article', 'b3')) \gset does_
select is(t.state('b3'), 'published', 'one of three does not');
select is(t.decide('mod', 'a4', 0, 'reject', 'spam', 'd4'), '200', 'one more rejected');
select t.does(t.post('bob', 'article', 'b4')) \gset does_
select is(t.state('b4'), 'held', 'two of the last four');
select t.says(format('decision_undo(%L, %L, %L)', t.token('mod'), t.id('d4'), core.new_id()), 'ok', 'undone');
select t.does(t.post('bob', 'article', 'b5')) \gset does_
select is(t.state('b5'), 'published', 'counts no more');

-- articles of their own
select core.article_make(t.id('strict'), 'default', 'strict', 'https://news.example/strict', 'Strict') \gset does_
select is(t.rules(jsonb_build_object('newcomer', '{"outcome":"flag","first":1000}'::jsonb, 'length', null, 'articles', jsonb_build_object(
	t.id('strict'), '{"newcomer":null,"links":null,"velocity":{"outcome":"hold","max":1,"within":60}}'::jsonb, t.id('nowhere'), '{"length":{}}'::jsonb))), 3, 'an article has its own');
select is((select state_rules - 'newcomer' from core.site where key = 'default'), jsonb_build_object('articles',
	jsonb_build_object(t.id('strict'), '{"newcomer":null,"velocity":{"outcome":"hold","max":1,"within":60}}'::jsonb)), 'of which SQL decides its part');
select t.does(t.post('cho', 'article', 's1')), t.does(t.post('cho', 'strict', 's2')) \gset does_
select is((select string_agg(x.rule, ',' order by x.comment_id = t.id('s2')) from core.signal x where x.comment_id in (t.id('s1'), t.id('s2'))), 'newcomer,velocity', 'in place of the site''s');
select is(t.state('s1') || t.state('s2'), 'publishedheld', 'and only there');
select is(core.state_rules('{"articles":{},"newcomer":null,"words":[]}'), '{}', 'nothing of it is nothing');

-- words of hits are kept
select t.does(t.post('dan', 'article', 'w1', p_hits => '[{"rule":"words","reason":"abuse","outcome":"flag","weight":1,"detail":"insults","spans":[[0,1]],"words":["fool","oaf"]}]')) \gset does_
select is((select words from core.signal where comment_id = t.id('w1') and rule = 'words'), '{fool,oaf}', 'the words that were found');

-- the rules at run time
create function t.get(p_who text, p_site text default null, p_version int default null) returns text language sql as $$
	select format('rules_get(%L, %L, %L)', t.token(p_who), p_site, p_version) $$;
create function t.put(p_who text, p_version int, p_rules jsonb, p_entry text default null, p_mode text default null, p_site text default null) returns text language sql as $$
	select format('rules_put(%L, %L, %s, %L, %L, %L)', t.token(p_who), p_site, p_version, p_rules, p_mode, coalesce(t.id(p_entry), core.new_id())) $$;
select t.says(t.get('mod'), 'ok', 'a moderator reads');
select is(concat_ws(' ', t.body('site'), t.body('mode'), t.body('version'), t.body('current'), t.body('made_by'), t.body('rules,newcomer,first')), 'default open 3 3 1000', 'what is in force');
select t.says(t.get('auditor'), 'ok', 'an auditor too');
select t.says(t.get('staff'), 'forbidden', 'nobody else');
select t.says(t.get('nobody'), 'sign_in', 'without a session');
select t.says(t.get('mod', 'elsewhere'), 'not_found', 'no such site');
select t.says(t.get('mod', 'default', 2), 'ok', 'a former version');
select is(t.body('rules,record,of') || t.body('version') || t.body('current'), '423', 'as it was');
select t.says(t.get('mod', 'default', 9), 'not_found', 'a later one is none');
select t.says(t.put('mod', 3, '{}'), 'forbidden', 'a moderator does not change them');
select t.says(t.put('auditor', 3, '{}'), 'forbidden', 'nor an auditor');
select t.says(t.put('nobody', 3, '{}'), 'sign_in', 'nor a stranger');
select t.says(t.put('admin', 2, '{}'), 'conflict', 'a stale version');
select is(t.body('version') || t.body('rules,newcomer,first'), '31000', 'is told what stands');
select t.says(t.put('admin', 3, '{}', null, null, 'elsewhere'), 'not_found', 'no such site');
select t.says(t.put('admin', 3, '{"newcomer":{"outcome":"hold","first":5000}}', 'put'), 'ok', 'an admin changes them');
select is(t.body('version') || t.body('made_by,username'), '4admin', 'as a new version');
select t.says(t.put('admin', 3, '{"newcomer":{"outcome":"hold","first":5000}}', 'put'), 'ok', 'the same again');
select is(t.body('version'), '4', 'is no other version');
select is((select row(action, codes - 'sha256', actor_id = t.id('admin'))::text from core.audit where id = t.id('put')), '(rules_put,"{""from"": 3, ""version"": 4}",t)', 'it is in the audit');
select is((select a.codes ->> 'sha256' from core.audit a where id = t.id('put')), (select encode(sha256(convert_to(document::text, 'UTF8')), 'hex') from core.rule_set where version = 4), 'with the digest of what it put');
select t.does(t.post('cho', 'article', 'p1')) \gset does_
select is(t.state('p1'), 'held', 'and in force');

-- the whole site
select t.says(t.put('admin', 4, '{}', 'mode', 'premoderated'), 'ok', 'premoderated, with new rules');
select is(t.body('mode') || t.body('version'), 'premoderated5', 'both');
select is((select codes from core.audit where action = 'site_mode'), '{"from":"open","to":"premoderated"}', 'audited');
select t.does(t.post('cho', 'article', 'm1')), t.does(t.post('mod', 'article', 'm2')) \gset does_
select is(t.state('m1') || t.state('m2'), 'heldpublished', 'readers wait, moderators do not');
select is((select rule || detail from core.signal where comment_id = t.id('m1')), 'premoderatedsite', 'the signal says who asked for it');
select t.says(t.put('admin', 5, null, 'closed', 'closed'), 'ok', 'closed, the rules as they were');
select is(t.body('mode') || t.body('version'), 'closed5', 'so is their version');
select t.says(t.post('cho', 'article', 'm3'), 'article_closed', 'no comment');
select t.says(t.edit('cho', 'article', 's1', 1, 'Edited.'), 'article_closed', 'no edit');
select t.says(t.put('admin', 5, null, 'closed', 'closed'), 'ok', 'again');
select is((select count(*) from core.audit where action = 'site_mode'), 2::bigint, 'once');
select t.says(t.put('admin', 5, null, 'open', 'open'), 'ok', 'open again');
select t.says(t.post('cho', 'article', 'm4'), 'ok', 'and read again');
update core.article set state = 'premoderated' where id = t.id('strict');
select t.does(t.post('cho', 'strict', 'm5')) \gset does_
select is((select rule || detail from core.signal where comment_id = t.id('m5')), 'premoderatedarticle', 'an article by itself');

-- site by site
select core.site_make(t.id('other'), 'other', 'Other', '{}') \gset does_
select t.person('here'), t.person('boss') \gset does_
insert into core.role (account_id, site_id, role) values (t.id('here'), t.id('other'), 'moderator'), (t.id('boss'), t.id('other'), 'admin');
select t.says(t.get('here', 'other'), 'ok', 'a moderator of one site');
select is(t.body('version') || t.body('rules'), '0{}', 'that has no rules yet');
select t.says(t.get('here'), 'not_found', 'does not read another''s');
select t.says(t.put('boss', 5, '{}'), 'not_found', 'nor does its admin write another''s');
select t.says(t.put('boss', 0, '{}', null, null, 'other'), 'ok', 'but the own');
select is(t.body('version'), '1', 'first version');

-- dry run
create function t.past(p_who text, p_rules jsonb, p_limit int default 100, p_site text default null, p_at uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff') returns text language sql as $$
	select format('rules_past(%L, %L, %L, %s, %L)', t.token(p_who), p_site, p_rules, p_limit, p_at) $$;
create function t.would(p_comment text) returns json language sql as $$
	select x from json_array_elements(t.json() -> 'comments') x where x ->> 'id' = t.id(p_comment)::text $$;
select t.says(t.past('mod', '{"velocity":{"max":2,"within":60},"record":{"of":4,"min":3,"share":0.5,"outcome":"flag"},"newcomer":{"first":1},"words":[]}'), 'ok', 'what would have been');
select is(t.body('next'), null, 'all of them');
select is((select count(*) from json_array_elements(t.json() -> 'comments')), (select count(*) from core.comment), 'every comment');
select is((select string_agg(h ->> 'rule', ',') from json_array_elements(t.would('v3') -> 'hits') h), 'velocity', 'the third in a minute');
select is((select string_agg(concat(h ->> 'rule', ' ', h ->> 'detail', ' ', h ->> 'outcome'), ',') from json_array_elements(t.would('b2') -> 'hits') h where h ->> 'rule' = 'record'), 'record 2 of 3 flag', 'a bad record');
select is((select string_agg(h ->> 'rule', ',') from json_array_elements(t.would('v1') -> 'hits') h), 'newcomer', 'a first comment');
select is((t.would('a1') ->> 'decided') || ' ' || (t.would('a3') ->> 'decided') || coalesce(t.would('a5') ->> 'decided', ''), 'rejected approved', 'and what was decided');
select t.says(t.past('mod', '{}', 2), 'ok', 'a page');
select is((select count(*) from json_array_elements(t.json() -> 'comments')) || ' ' || (t.json() ->> 'next' = t.json() #>> '{comments,1,id}'), '2 true', 'says where the next begins');
select t.says(t.past('mod', '{}', 100, null, t.id('v1')), 'ok', 'before the first');
select is(t.json()::text, '{"comments" : [], "next" : null}', 'is nothing');
select t.says(t.past('here', '{}'), 'not_found', 'not of another site');
select t.says(t.past('mod', '{}', 2, 'elsewhere'), 'not_found', 'nor of none');
select t.says(t.past('auditor', '{}'), 'forbidden', 'an auditor tries nothing');
select t.says(t.past('nobody', '{}'), 'sign_in', 'nor without a session');
select t.says(t.past('here', '{}', 2, 'other'), 'ok', 'of the own');
select t.says(t.past('mod', null, 0), 'ok', 'by the rules in force');
select is(concat(t.body('comments'), t.body('version'), t.body('rules'), t.body('origins')), '[]5{}["https://news.example"]', 'which are told');
select t.does(t.post('dan', 'article', 'r1', p_bands => '[1,2,3,4]')) \gset does_
select is(t.rules('{"repetition":{"within":600}}'), 6, 'repetition');
select t.does(t.post('dan', 'article', 'r2', p_bands => '[1,2,3,4]')), t.does(t.post('dan', 'article', 'r3', p_bands => '[4,5,6,7]')) \gset does_
select t.says(t.past('mod', '{"repetition":{"within":600,"outcome":"flag"}}', 2), 'ok', 'repetition as far as signatures are kept');
select is((select string_agg(h ->> 'rule', ',') from json_array_elements(t.would('r3') -> 'hits') h) || json_array_length(t.would('r2') -> 'hits'), 'repetition0', 'tells the second');

-- hits
create function t.hits(p_who text, p_rule text default null, p_day boolean default false, p_from timestamptz default null, p_to timestamptz default null, p_site text default null) returns text language sql as $$
	select format('rule_hits(%L, %L, %L, %L, %L, %L)', t.token(p_who), p_site, p_from, p_to, p_rule, p_day) $$;
select t.says(t.hits('mod'), 'ok', 'what hit');
select is((select sum((h ->> 'count')::int) from json_array_elements(t.json() -> 'hits') h), (select sum(greatest(cardinality(words), 1)) from core.signal)::bigint, 'every word and rule');
select t.says(t.hits('auditor', 'words'), 'ok', 'of one rule');
select is(t.json() -> 'hits' ->> 0, '{"day":null,"rule":"words","detail":"insults","word":"fool","count":1,"approved":0,"rejected":0}', 'word by word');
select is(t.decide('mod', 'w1', 1, 'reject', 'abuse'), '200', 'rejected');
select t.says(t.hits('mod', 'words', true), 'ok', 'by day');
select is(t.body('hits,1,word') || t.body('hits,1,rejected') || t.body('hits,1,day'), 'oaf1' || to_char(now() at time zone 'UTC', 'YYYY-MM-DD'), 'with what became of them');
select t.says(t.hits('mod', null, false, core.now() + interval '1 hour'), 'ok', 'later');
select is(t.body('hits'), '[]', 'nothing yet');
select t.says(t.hits('here'), 'ok', 'of the own sites');
select is(t.body('hits'), '[]', 'nothing');
select t.says(t.hits('here', null, false, null, null, 'default'), 'not_found', 'not of another');
select t.says(t.hits('mod', null, false, null, null, 'elsewhere'), 'not_found', 'nor of none');
select t.says(t.hits('staff'), 'forbidden', 'nor for staff');
select t.says(t.hits('nobody'), 'sign_in', 'nor without a session');
select * from finish();
