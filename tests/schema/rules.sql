-- SPDX-License-Identifier: Apache-2.0
-- Goal: all rules run, every hit is recorded, the strongest outcome wins, and the database decides the state rules.
\i lib/fixture.sql
select plan(73);

-- text rules: what C found
select t.says(t.post('ann', 'article', 'f1', p_hits => t.hit('flag')), 'ok', 'a flag');
select is(t.state('f1'), 'published', 'publishes');
select is((select row(state, suspect, held)::text from core.case_file where comment_id = t.id('f1')), '(open,t,f)', 'and opens a case');
select t.says(t.post('ann', 'article', 'h1', p_hits => t.hit('hold')), 'ok', 'a hold');
select is(t.state('h1'), 'held', 'holds');
select is(t.version(), t.article_version('article'), 'at the article''s version');
select is((select max(version) from core.journal where article_id = t.id('article')), 2::bigint, 'without an entry in the journal');
select is((select row(state, suspect, held)::text from core.case_file where comment_id = t.id('h1')), '(open,f,t)', 'with a case');
select t.says(t.post('ann', 'article', 'm1', p_hits => (t.hit('flag', 'abuse')::jsonb || t.hit('hold', 'spam', 'links')::jsonb)::text), 'ok', 'two hits');
select is(t.state('m1'), 'held', 'the stronger wins');
select is((select count(*) from core.signal where comment_id = t.id('m1')), 2::bigint, 'both are recorded');
select is((select row(spans, rules_version, weight)::text from core.signal where comment_id = t.id('m1') limit 1), '("[[0, 1]]",1,1)', 'with span, version and weight');
select is((select weight from core.case_file where comment_id = t.id('m1')), 2::float8, 'and weigh together');

-- another site's hits are not this article's
select is((select v.outcome from api_1.comment_post(t.token('ann'), t.id('article'), t.id('o1'), null, 'x', 'x',
	json_build_object('sites', json_build_object(core.new_id(), json_build_object('version', 1, 'hits', t.hit('reject')::json)), 'signature', '[]'::json), null, null, 5) v), 'ok', 'hits for another site');
select is(t.state('o1'), 'published', 'do not count');

-- a site has rules, and the text was not judged by them
select is(core.rules_import('default', '{"length":{"min":2}}'), 1, 'rules version 1');
select is((select v.outcome from api_1.comment_post(t.token('ann'), t.id('article'), t.id('u1'), null, 'x', 'x',
	json_build_object('sites', json_build_object(core.new_id(), json_build_object('version', 1, 'hits', '[]'::json)), 'signature', '[]'::json), null, null, 5) v), 'ok', 'a worker that knows other sites only');
select is(t.state('u1') || ' ' || (select row(rule, outcome, reason)::text from core.signal where comment_id = t.id('u1')), 'held (unjudged,hold,other)', 'cannot publish');
select t.says(t.post('ann', 'article', 'u2'), 'ok', 'judged, without a hit');
select is(t.state('u2'), 'published', 'it is read');

-- newcomer
select is(core.rules_import('default', '{"newcomer":{"outcome":"hold","first":2,"age":0,"reason":"other","weight":1},"words":[]}'), 2, 'rules version 2');
select is((select state_rules::text from core.site where key = 'default'), '{"newcomer": {"age": 0, "first": 2, "reason": "other", "weight": 1, "outcome": "hold"}}', 'what SQL decides is cut out');
select t.says(t.post('bob', 'article', 'n1'), 'ok', 'a newcomer''s first');
select is(t.state('n1'), 'held', 'is held');
select is(t.decide('mod', 'n1', 1, 'approve'), '200', 'approved');
select t.says(t.post('bob', 'article', 'n2'), 'ok', 'the second');
select is(t.state('n2'), 'held', 'too');
select is(t.decide('mod', 'n2', 1, 'approve'), '200', 'approved');
select t.says(t.post('bob', 'article', 'n3'), 'ok', 'the third');
select is(t.state('n3'), 'published', 'is read at once');
select t.says(t.post('staff', 'article', 'n4'), 'ok', 'staff');
select is(t.state('n4'), 'published', 'are no newcomers');
select is((select rule from core.signal where comment_id = t.id('n1')), 'newcomer', 'the signal says why');
select is(core.rules_import('default', '{"newcomer":{"outcome":"flag","first":0,"age":3600,"reason":"other","weight":1}}'), 3, 'by age');
select t.says(t.post('bob', 'article', 'n5'), 'ok', 'a young account');
select is((select suspect from core.case_file where comment_id = t.id('n5')), true, 'is flagged');
select t.later('2 hours');
select t.says(t.post('bob', 'article', 'n6'), 'ok', 'two hours later');
select is((select count(*) from core.case_file where comment_id = t.id('n6')), 0::bigint, 'not any more');
select t.later('0');

-- repetition
select is(core.rules_import('default', '{"repetition":{"outcome":"hold","within":3600,"reason":"spam","weight":2}}'), 4, 'repetition');
select t.says(t.post('ann', 'article', 'r1', p_bands => '[11,-12,13,14]'), 'ok', 'a text');
select t.says(t.post('bob', 'article', 'r2', p_bands => '[1,2,3,-12]'), 'ok', 'much the same text by another');
select is(t.state('r1') || t.state('r2'), 'publishedheld', 'is held');
select t.says(t.post('bob', 'article', 'r3', p_bands => '[5,6,7,8]'), 'ok', 'another text');
select is(t.state('r3'), 'published', 'is not');
select t.later('61 minutes');
select t.says(t.post('cho', 'article', 'r4', p_bands => '[11,-12,13,14]'), 'ok', 'an hour later');
select is(t.state('r4'), 'published', 'it is forgotten');
select t.later('0');
select t.says(t.post('ann', 'article', 'r5', p_bands => '[21,22,23,24]', p_characters => 79), 'ok', 'a short text');
select t.says(t.post('bob', 'article', 'r6', p_bands => '[21,22,23,24]', p_characters => 79), 'ok', 'the same by another');
select is(t.state('r5') || t.state('r6'), 'publishedpublished', 'is no repetition');
select t.says(t.post('ann', 'article', 'r7', p_bands => '[9,22,8,7]', p_characters => 79), 'ok', 'much the same by the first one');
select is(t.state('r7'), 'held', 'is one');
select t.says(t.post('cho', 'article', 'r8', p_bands => '[21,22,23,24]', p_characters => 80), 'ok', 'the same, and long enough');
select is(t.state('r8'), 'held', 'is compared with everybody''s');

select is(core.rules_import('default', '{"repetition":{"outcome":"hold","min":10}}'), 5, 'repetition from ten characters on');
select t.says(t.post('ann', 'article', 'r9', p_bands => '[31,32,33,34]', p_characters => 10), 'ok', 'a text of ten');
select t.says(t.post('bob', 'article', 'r10', p_bands => '[31,32,33,34]', p_characters => 10), 'ok', 'the same by another');
select is(t.state('r9') || t.state('r10'), 'publishedheld', 'is held');

-- short is no spam
select is(core.rules_import('default', '{"length":{"min":9,"reason":"spam"}}'), 6, 'length');
select t.says(t.post('ann', 'article', 'l1', p_hits => '[{"rule":"length","reason":"spam","outcome":"reject","weight":1,"detail":"too_short","spans":[]},
	{"rule":"words","reason":"spam","outcome":"flag","weight":1,"detail":"a","spans":[]}]'), 'ok', 'a text too short for the site');
select is((select string_agg(rule || ' ' || reason, ', ' order by rule) from core.signal where comment_id = t.id('l1')), 'length other, words spam', 'is not called spam');
select is((select body ->> 'reason' from core.notice where comment_id = t.id('l1')), 'other', 'nor does its author read so');

-- a rule that says little
select is(core.rules_import('default', '{"newcomer":{"first":99}}'), 7, 'a bare rule');
select t.says(t.post('cho', 'article', 'b1'), 'ok', 'judged by it');
select is((select row(c.held, s.outcome, s.reason, s.weight)::text from core.case_file c join core.signal s using (comment_id) where comment_id = t.id('b1')), '(t,hold,other,1)', 'holds');
select is(core.rules_import('default', '{}'), 8, 'no rules');

-- a reason of the site's own
select throws_ok($$select core.rules_import('default', '{"words":[{"list":"a","words":[],"reason":"house_7"}]}')$$, '22023',
	'the reason "house_7" is neither a common reason nor one of the site''s', 'is refused where the site has none');
update core.site set settings = settings || '{"reasons":{"house_7":{"title":"Seven","text":"Not so."}}}' where key = 'default';
select is(core.rules_import('default', '{"articles":{"01":{"links":{"reason":"house_7"}}},"words":[{"list":"reason","words":[],"reason":"spam"}]}'), 9, 'and taken where it has it');
select is(core.rules_unknown_reason(s, '{"articles":{"01":{"words":{"reason":{"reason":"house_8"}}}}}'), 'house_8', 'an article''s rules may give one too')
from core.site s where s.key = 'default';
select is(core.rules_import('default', '{}'), 10, 'no rules');

-- premoderated
update core.article set state = 'premoderated' where id = t.id('article');
select t.says(t.post('ann', 'article', 'p1'), 'ok', 'on a premoderated article');
select is(t.state('p1'), 'held', 'readers wait');
select t.says(t.post('mod', 'article', 'p2'), 'ok', 'staff');
select is(t.state('p2'), 'published', 'do not');
select * from finish();
