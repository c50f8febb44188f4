-- SPDX-License-Identifier: Apache-2.0
-- Goal: rules about the author's record and speed, of single articles and of the whole site. Rules change by version
-- at run time; dry runs and hits are listed.
\i lib/fixture.sql
select plan(105);
create function t.rules(p_document jsonb) returns int language sql as $$ select core.rules_import('default', p_document) $$;

-- velocity
select is(t.rules('{"velocity":{"outcome":"hold","max":2,"within":60}}'), 1, 'the site gets a limit of two comments a minute');
select t.does(t.post('ann', 'article', 'v1')), t.does(t.post('ann', 'article', 'v2')) \gset does_
select t.says(t.post('ann', 'article', 'v3'), 'ok', 'a reader posts a third comment within the minute');
select is(t.state('v1') || t.state('v2') || t.state('v3'), 'publishedpublishedheld', 'the third comment is held');
select is((select string_agg(rule || outcome || reason, ',') from core.signal where comment_id = t.id('v3')), 'velocityholdother', 'the signal names the velocity rule');
select t.says(t.post('bob', 'article', 'v4'), 'ok', 'another reader posts');
select is(t.state('v4'), 'published', 'another reader''s comment is published');
select t.does(t.post('staff', 'article', 'v5')), t.does(t.post('staff', 'article', 'v6')), t.does(t.post('staff', 'article', 'v7')) \gset does_
select is(t.state('v7'), 'published', 'staff are exempt from the velocity rule');
select t.says(t.edit('ann', 'article', 'v1', 1, 'Edited.'), 'ok', 'a reader edits the first comment');
select is(t.state('v1'), 'published', 'an edit does not count for the velocity rule');

-- the author's record
select is(t.rules('{"record":{"outcome":"hold","share":0.5,"of":4,"min":3,"weight":2}}'), 2, 'the site gets a limit of half of the last four');
do $$ begin perform t.does(t.post('bob', 'article', 'a' || i)) from generate_series(1, 7) i; end $$;
select is(t.decide('mod', 'a1', 0, 'reject', 'spam') || t.decide('mod', 'a2', 0, 'reject', 'spam'), '200200', 'two of two decided comments are rejected');
select t.does(t.post('bob', 'article', 'b1')) \gset does_
select is(t.state('b1'), 'published', 'two decided comments are below the minimum of three');
select is(t.decide('mod', 'a3', 0, 'approve'), '200', 'a third comment is approved');
select t.does(t.post('bob', 'article', 'b2')) \gset does_
select is(t.state('b2'), 'held', 'two rejected of three hold the next comment');
select is((select rule || ' ' || detail || ' ' || weight from core.signal where comment_id = t.id('b2')), 'record 2 of 3 2', 'the signal has the figures');
select is(t.decide('mod', 'a2', 2, 'restore'), '200', 'a moderator restores one comment');
select t.does(t.post('bob', 'article', 'b3')) \gset does_
select is(t.state('b3'), 'published', 'one rejected of three does not hold');
select is(t.decide('mod', 'a4', 0, 'reject', 'spam', 'd4'), '200', 'another comment is rejected');
select t.does(t.post('bob', 'article', 'b4')) \gset does_
select is(t.state('b4'), 'held', 'two rejected of the last four hold');
select t.says(format('decision_undo(%L, %L, %L)', t.token('mod'), t.id('d4'), core.new_id()), 'ok', 'the moderator undoes the rejection');
select t.does(t.post('bob', 'article', 'b5')) \gset does_
select is(t.state('b5'), 'published', 'an undone rejection does not count');

-- articles of their own
select core.article_make(t.id('strict'), 'default', 'strict', 'https://news.example/strict', 'Strict') \gset does_
select is(t.rules(jsonb_build_object('newcomer', '{"outcome":"flag","first":1000}'::jsonb, 'length', null, 'articles', jsonb_build_object(
	t.id('strict'), '{"newcomer":null,"links":null,"velocity":{"outcome":"hold","max":1,"within":60}}'::jsonb, t.id('nowhere'), '{"length":{}}'::jsonb))), 3, 'an article gets rules of its own');
select is((select state_rules - 'newcomer' from core.site where key = 'default'), jsonb_build_object('articles',
	jsonb_build_object(t.id('strict'), '{"newcomer":null,"velocity":{"outcome":"hold","max":1,"within":60}}'::jsonb)), 'the article''s rules that SQL decides are stored apart');
select t.does(t.post('cho', 'article', 's1')), t.does(t.post('cho', 'strict', 's2')) \gset does_
select is((select string_agg(x.rule, ',' order by x.comment_id = t.id('s2')) from core.signal x where x.comment_id in (t.id('s1'), t.id('s2'))), 'newcomer,velocity', 'an article''s rule replaces the site''s rule');
select is(t.state('s1') || t.state('s2'), 'publishedheld', 'an article''s rules apply to that article only');
select is(core.state_rules('{"articles":{},"newcomer":null,"words":[]}'), '{}', 'rules without a state rule give an empty document');

-- words of hits are kept
select t.does(t.post('dan', 'article', 'w1', p_hits => '[{"rule":"words","reason":"abuse","outcome":"flag","weight":1,"detail":"insults","spans":[[0,1]],"words":["fool","oaf"]}]')) \gset does_
select is((select words from core.signal where comment_id = t.id('w1') and rule = 'words'), '{fool,oaf}', 'the signal has the words that were found');

-- the rules at run time
create function t.get(p_who text, p_site text default null, p_version int default null) returns text language sql as $$
	select format('rules_get(%L, %L, %L)', t.token(p_who), p_site, p_version) $$;
create function t.put(p_who text, p_version int, p_rules jsonb, p_entry text default null, p_mode text default null, p_site text default null) returns text language sql as $$
	select format('rules_put(%L, %L, %s, %L, %L, %L)', t.token(p_who), p_site, p_version, p_rules, p_mode, coalesce(t.id(p_entry), core.new_id())) $$;
select t.says(t.get('mod'), 'ok', 'a moderator reads the rules');
select is(concat_ws(' ', t.body('site'), t.body('mode'), t.body('version'), t.body('current'), t.body('made_by'), t.body('rules,newcomer,first')), 'default open 3 3 1000', 'the reply has the rules in force');
select t.says(t.get('auditor'), 'ok', 'an auditor reads the rules');
select t.says(t.get('staff'), 'forbidden', 'staff may not read the rules');
select t.says(t.get('nobody'), 'sign_in', 'reading the rules needs a session');
select t.says(t.get('mod', 'elsewhere'), 'not_found', 'an unknown site has no rules');
select t.says(t.get('mod', 'default', 2), 'ok', 'a moderator reads a former version');
select is(t.body('rules,record,of') || t.body('version') || t.body('current'), '423', 'a former version is unchanged');
select t.says(t.get('mod', 'default', 9), 'not_found', 'an unknown version is not found');
select t.says(t.put('mod', 3, '{}'), 'forbidden', 'a moderator may not change the rules');
select t.says(t.put('auditor', 3, '{}'), 'forbidden', 'an auditor may not change the rules');
select t.says(t.put('nobody', 3, '{}'), 'sign_in', 'changing the rules needs a session');
select t.says(t.put('admin', 2, '{}'), 'conflict', 'a change of a stale version conflicts');
select is(t.body('version') || t.body('rules,newcomer,first'), '31000', 'the conflict shows the rules in force');
select t.says(t.put('admin', 3, '{}', null, null, 'elsewhere'), 'not_found', 'rules of an unknown site are not found');
select t.says(t.put('admin', 3, '{"newcomer":{"outcome":"hold","first":5000}}', 'put'), 'ok', 'an admin changes the rules');
select is(t.body('version') || t.body('made_by,username'), '4admin', 'the change makes a new version');
select t.says(t.put('admin', 3, '{"newcomer":{"outcome":"hold","first":5000}}', 'put'), 'ok', 'the same change again succeeds');
select is(t.body('version'), '4', 'the same change again makes no second version');
select is((select row(action, codes - 'sha256', actor_id = t.id('admin'))::text from core.audit where id = t.id('put')), '(rules_put,"{""from"": 3, ""version"": 4}",t)', 'the change is audited');
select is((select a.codes ->> 'sha256' from core.audit a where id = t.id('put')), (select encode(sha256(convert_to(document::text, 'UTF8')), 'hex') from core.rule_set where version = 4), 'the audit has the digest of the rules');
select t.does(t.post('cho', 'article', 'p1')) \gset does_
select is(t.state('p1'), 'held', 'the new rules are in force');

-- the whole site
select t.says(t.put('admin', 4, '{}', 'mode', 'premoderated'), 'ok', 'an admin changes mode and rules together');
select is(t.body('mode') || t.body('version'), 'premoderated5', 'the reply has the new mode and version');
select is((select codes from core.audit where action = 'site_mode'), '{"from":"open","to":"premoderated"}', 'the change of mode is audited');
select t.does(t.post('cho', 'article', 'm1')), t.does(t.post('mod', 'article', 'm2')) \gset does_
select is(t.state('m1') || t.state('m2'), 'heldpublished', 'a premoderated site holds readers'' comments, not moderators''');
select is((select rule || detail from core.signal where comment_id = t.id('m1')), 'premoderatedsite', 'the signal says that the site is premoderated');
select t.says(t.put('admin', 5, null, 'closed', 'closed'), 'ok', 'an admin closes the site without a change of rules');
select is(t.body('mode') || t.body('version'), 'closed5', 'a change of mode keeps the rules'' version');
select t.says(t.post('cho', 'article', 'm3'), 'article_closed', 'a closed site takes no comments');
select t.says(t.edit('cho', 'article', 's1', 1, 'Edited.'), 'article_closed', 'a closed site takes no edits');
select t.says(t.put('admin', 5, null, 'closed', 'closed'), 'ok', 'the same change of mode again succeeds');
select is((select count(*) from core.audit where action = 'site_mode'), 2::bigint, 'the same change of mode again is not audited twice');
select t.says(t.put('admin', 5, null, 'open', 'open'), 'ok', 'an admin opens the site');
select t.says(t.post('cho', 'article', 'm4'), 'ok', 'an open site takes comments');
update core.article set state = 'premoderated' where id = t.id('strict');
select t.does(t.post('cho', 'strict', 'm5')) \gset does_
select is((select rule || detail from core.signal where comment_id = t.id('m5')), 'premoderatedarticle', 'the signal says that the article is premoderated');

-- site by site
select core.site_make(t.id('other'), 'other', 'Other', '{}') \gset does_
select t.person('here'), t.person('boss') \gset does_
insert into core.role (account_id, site_id, role) values (t.id('here'), t.id('other'), 'moderator'), (t.id('boss'), t.id('other'), 'admin');
select t.says(t.get('here', 'other'), 'ok', 'a moderator of one site reads its rules');
select is(t.body('version') || t.body('rules'), '0{}', 'a site without rules has version 0');
select t.says(t.get('here'), 'not_found', 'a moderator of one site does not find another site''s rules');
select t.says(t.put('boss', 5, '{}'), 'not_found', 'an admin of one site does not find another site''s rules');
select t.says(t.put('boss', 0, '{}', null, null, 'other'), 'ok', 'an admin of one site sets its rules');
select is(t.body('version'), '1', 'the first rules have version 1');

-- dry run
create function t.past(p_who text, p_rules jsonb, p_limit int default 100, p_site text default null, p_at uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff') returns text language sql as $$
	select format('rules_past(%L, %L, %L, %s, %L)', t.token(p_who), p_site, p_rules, p_limit, p_at) $$;
create function t.would(p_comment text) returns json language sql as $$
	select x from json_array_elements(t.json() -> 'comments') x where x ->> 'id' = t.id(p_comment)::text $$;
select t.says(t.past('mod', '{"velocity":{"max":2,"within":60},"record":{"of":4,"min":3,"share":0.5,"outcome":"flag"},"newcomer":{"first":1},"words":[]}'), 'ok', 'a moderator tries rules on past comments');
select is(t.body('next'), null, 'all past comments fit on one page');
select is((select count(*) from json_array_elements(t.json() -> 'comments')), (select count(*) from core.comment), 'the trial has every comment');
select is((select string_agg(h ->> 'rule', ',') from json_array_elements(t.would('v3') -> 'hits') h), 'velocity', 'the third comment within a minute hits velocity');
select is((select string_agg(concat(h ->> 'rule', ' ', h ->> 'detail', ' ', h ->> 'outcome'), ',') from json_array_elements(t.would('b2') -> 'hits') h where h ->> 'rule' = 'record'), 'record 2 of 3 flag', 'a bad record hits record');
select is((select string_agg(h ->> 'rule', ',') from json_array_elements(t.would('v1') -> 'hits') h), 'newcomer', 'a first comment hits newcomer');
select is((t.would('a1') ->> 'decided') || ' ' || (t.would('a3') ->> 'decided') || coalesce(t.would('a5') ->> 'decided', ''), 'rejected approved', 'the trial shows past decisions');
select t.says(t.past('mod', '{}', 2), 'ok', 'a moderator asks for a page of two');
select is((select count(*) from json_array_elements(t.json() -> 'comments')) || ' ' || (t.json() ->> 'next' = t.json() #>> '{comments,1,id}'), '2 true', 'the page names the comment that the next page follows');
select t.says(t.past('mod', '{}', 100, null, t.id('v1')), 'ok', 'a moderator asks for the page after the oldest comment');
select is(t.json()::text, '{"comments" : [], "next" : null}', 'the page after the oldest comment is empty');
select t.says(t.past('here', '{}'), 'not_found', 'a moderator of another site cannot try the rules');
select t.says(t.past('mod', '{}', 2, 'elsewhere'), 'not_found', 'an unknown site is not found');
select t.says(t.past('auditor', '{}'), 'forbidden', 'an auditor may not try rules');
select t.says(t.past('nobody', '{}'), 'sign_in', 'trying rules needs a session');
select t.says(t.past('here', '{}', 2, 'other'), 'ok', 'a moderator of one site tries rules there');
select t.says(t.past('mod', null, 0), 'ok', 'a moderator tries the rules in force');
select is(concat(t.body('comments'), t.body('version'), t.body('rules'), t.body('origins')), '[]5{}["https://news.example"]', 'the reply has version, rules and origins in force');
select t.does(t.post('dan', 'article', 'r1', p_bands => '[1,2,3,4]')) \gset does_
select is(t.rules('{"repetition":{"within":600}}'), 6, 'the site gets a repetition rule');
select t.does(t.post('dan', 'article', 'r2', p_bands => '[1,2,3,4]')), t.does(t.post('dan', 'article', 'r3', p_bands => '[4,5,6,7]')) \gset does_
select t.says(t.past('mod', '{"repetition":{"within":600,"outcome":"flag"}}', 2), 'ok', 'a trial covers repetition while signatures are stored');
select is((select string_agg(h ->> 'rule', ',') from json_array_elements(t.would('r3') -> 'hits') h) || json_array_length(t.would('r2') -> 'hits'), 'repetition0', 'the second similar text hits repetition, the first does not');

-- hits
create function t.hits(p_who text, p_rule text default null, p_day boolean default false, p_from timestamptz default null, p_to timestamptz default null, p_site text default null) returns text language sql as $$
	select format('rule_hits(%L, %L, %L, %L, %L, %L)', t.token(p_who), p_site, p_from, p_to, p_rule, p_day) $$;
select t.says(t.hits('mod'), 'ok', 'a moderator lists hits');
select is((select sum((h ->> 'count')::int) from json_array_elements(t.json() -> 'hits') h), (select sum(greatest(cardinality(words), 1)) from core.signal)::bigint, 'each word and each rule is counted');
select t.says(t.hits('auditor', 'words'), 'ok', 'an auditor lists the hits of one rule');
select is(t.json() -> 'hits' ->> 0, '{"day":null,"rule":"words","detail":"insults","word":"fool","count":1,"approved":0,"rejected":0}', 'hits of a word list are counted by word');
select is(t.decide('mod', 'w1', 1, 'reject', 'abuse'), '200', 'a moderator rejects a comment with a hit');
select t.says(t.hits('mod', 'words', true), 'ok', 'a moderator lists hits by day');
select is(t.body('hits,1,word') || t.body('hits,1,rejected') || t.body('hits,1,day'), 'oaf1' || to_char(now() at time zone 'UTC', 'YYYY-MM-DD'), 'a word has its day and the number of rejections');
select t.says(t.hits('mod', null, false, core.now() + interval '1 hour'), 'ok', 'a moderator lists hits of a later period');
select is(t.body('hits'), '[]', 'a later period has no hits');
select t.says(t.hits('here'), 'ok', 'a moderator of another site lists hits');
select is(t.body('hits'), '[]', 'a site without comments has no hits');
select t.says(t.hits('here', null, false, null, null, 'default'), 'not_found', 'a moderator of another site does not find the site''s hits');
select t.says(t.hits('mod', null, false, null, null, 'elsewhere'), 'not_found', 'an unknown site has no hits');
select t.says(t.hits('staff'), 'forbidden', 'staff may not list hits');
select t.says(t.hits('nobody'), 'sign_in', 'listing hits needs a session');
select * from finish();
