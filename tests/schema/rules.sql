-- SPDX-License-Identifier: Apache-2.0
-- Goal: all rules run, every hit is recorded, the strongest outcome wins, and the database decides the state rules.
\i lib/fixture.sql
select plan(73);

-- text rules: what C found
select t.says(t.post('ann', 'article', 'f1', p_hits => t.hit('flag')), 'ok', 'a comment with a flag is posted');
select is(t.state('f1'), 'published', 'a flagged comment is published');
select is((select row(state, suspect, held)::text from core.case_file where comment_id = t.id('f1')), '(open,t,f)', 'a flag opens a case');
select t.says(t.post('ann', 'article', 'h1', p_hits => t.hit('hold')), 'ok', 'a comment with a hold is posted');
select is(t.state('h1'), 'held', 'a hold makes the comment held');
select is(t.version(), t.article_version('article'), 'the reply has the article''s version');
select is((select max(version) from core.journal where article_id = t.id('article')), 2::bigint, 'a held comment has no journal entry');
select is((select row(state, suspect, held)::text from core.case_file where comment_id = t.id('h1')), '(open,f,t)', 'a held comment has a case');
select t.says(t.post('ann', 'article', 'm1', p_hits => (t.hit('flag', 'abuse')::jsonb || t.hit('hold', 'spam', 'links')::jsonb)::text), 'ok', 'a comment with two hits is posted');
select is(t.state('m1'), 'held', 'the stronger outcome wins');
select is((select count(*) from core.signal where comment_id = t.id('m1')), 2::bigint, 'both hits are recorded');
select is((select row(spans, rules_version, weight)::text from core.signal where comment_id = t.id('m1') limit 1), '("[[0, 1]]",1,1)', 'a signal has span, rules version and weight');
select is((select weight from core.case_file where comment_id = t.id('m1')), 2::float8, 'the weights of both hits add up');

-- another site's hits are not this article's
select is((select v.outcome from api_1.comment_post(t.token('ann'), t.id('article'), t.id('o1'), null, 'x', 'x',
	json_build_object('sites', json_build_object(core.new_id(), json_build_object('version', 1, 'hits', t.hit('reject')::json)), 'signature', '[]'::json), null, null, 5) v), 'ok', 'a comment with hits for another site is posted');
select is(t.state('o1'), 'published', 'hits for another site do not count');

-- a site has rules, and the text was not judged by them
select is(core.rules_import('default', '{"length":{"min":2}}'), 1, 'the site gets rules version 1');
select is((select v.outcome from api_1.comment_post(t.token('ann'), t.id('article'), t.id('u1'), null, 'x', 'x',
	json_build_object('sites', json_build_object(core.new_id(), json_build_object('version', 1, 'hits', '[]'::json)), 'signature', '[]'::json), null, null, 5) v), 'ok', 'a comment judged for other sites only is posted');
select is(t.state('u1') || ' ' || (select row(rule, outcome, reason)::text from core.signal where comment_id = t.id('u1')), 'held (unjudged,hold,other)', 'a comment without a judgement of its site is held');
select t.says(t.post('ann', 'article', 'u2'), 'ok', 'a judged comment without a hit is posted');
select is(t.state('u2'), 'published', 'a judged comment without a hit is published');

-- newcomer
select is(core.rules_import('default', '{"newcomer":{"outcome":"hold","first":2,"age":0,"reason":"other","weight":1},"words":[]}'), 2, 'the site gets rules version 2');
select is((select state_rules::text from core.site where key = 'default'), '{"newcomer": {"age": 0, "first": 2, "reason": "other", "weight": 1, "outcome": "hold"}}', 'the rules that SQL decides are stored apart');
select t.says(t.post('bob', 'article', 'n1'), 'ok', 'a newcomer posts a first comment');
select is(t.state('n1'), 'held', 'a newcomer''s first comment is held');
select is(t.decide('mod', 'n1', 1, 'approve'), '200', 'a moderator approves the first comment');
select t.says(t.post('bob', 'article', 'n2'), 'ok', 'the newcomer posts a second comment');
select is(t.state('n2'), 'held', 'the second comment is held');
select is(t.decide('mod', 'n2', 1, 'approve'), '200', 'a moderator approves the second comment');
select t.says(t.post('bob', 'article', 'n3'), 'ok', 'the former newcomer posts a third comment');
select is(t.state('n3'), 'published', 'the third comment is published');
select t.says(t.post('staff', 'article', 'n4'), 'ok', 'staff post a comment');
select is(t.state('n4'), 'published', 'staff are no newcomers');
select is((select rule from core.signal where comment_id = t.id('n1')), 'newcomer', 'the signal names the newcomer rule');
select is(core.rules_import('default', '{"newcomer":{"outcome":"flag","first":0,"age":3600,"reason":"other","weight":1}}'), 3, 'the site gets a newcomer rule by age');
select t.says(t.post('bob', 'article', 'n5'), 'ok', 'a young account posts');
select is((select suspect from core.case_file where comment_id = t.id('n5')), true, 'a young account''s comment is flagged');
select t.later('2 hours');
select t.says(t.post('bob', 'article', 'n6'), 'ok', 'the account posts two hours later');
select is((select count(*) from core.case_file where comment_id = t.id('n6')), 0::bigint, 'an account above the age is not flagged');
select t.later('0');

-- repetition
select is(core.rules_import('default', '{"repetition":{"outcome":"hold","within":3600,"reason":"spam","weight":2}}'), 4, 'the site gets a repetition rule');
select t.says(t.post('ann', 'article', 'r1', p_bands => '[11,-12,13,14]'), 'ok', 'a first account posts a text');
select t.says(t.post('bob', 'article', 'r2', p_bands => '[1,2,3,-12]'), 'ok', 'another account posts a similar text');
select is(t.state('r1') || t.state('r2'), 'publishedheld', 'the similar text is held');
select t.says(t.post('bob', 'article', 'r3', p_bands => '[5,6,7,8]'), 'ok', 'the account posts a different text');
select is(t.state('r3'), 'published', 'a different text is published');
select t.later('61 minutes');
select t.says(t.post('cho', 'article', 'r4', p_bands => '[11,-12,13,14]'), 'ok', 'a third account repeats the text after the period');
select is(t.state('r4'), 'published', 'a repetition after the period is published');
select t.later('0');
select t.says(t.post('ann', 'article', 'r5', p_bands => '[21,22,23,24]', p_characters => 79), 'ok', 'an account posts a short text');
select t.says(t.post('bob', 'article', 'r6', p_bands => '[21,22,23,24]', p_characters => 79), 'ok', 'another account posts the same short text');
select is(t.state('r5') || t.state('r6'), 'publishedpublished', 'a short text of another account is no repetition');
select t.says(t.post('ann', 'article', 'r7', p_bands => '[9,22,8,7]', p_characters => 79), 'ok', 'the first account repeats its short text');
select is(t.state('r7'), 'held', 'a short text of the same account is a repetition');
select t.says(t.post('cho', 'article', 'r8', p_bands => '[21,22,23,24]', p_characters => 80), 'ok', 'an account repeats the text at the minimum length');
select is(t.state('r8'), 'held', 'a text of the minimum length is compared with all accounts'' texts');

select is(core.rules_import('default', '{"repetition":{"outcome":"hold","min":10}}'), 5, 'the site gets a minimum of ten characters');
select t.says(t.post('ann', 'article', 'r9', p_bands => '[31,32,33,34]', p_characters => 10), 'ok', 'an account posts a text of ten characters');
select t.says(t.post('bob', 'article', 'r10', p_bands => '[31,32,33,34]', p_characters => 10), 'ok', 'another account posts the same text');
select is(t.state('r9') || t.state('r10'), 'publishedheld', 'a text of ten characters is a repetition');

-- short is no spam
select is(core.rules_import('default', '{"length":{"min":9,"reason":"spam"}}'), 6, 'the site gets a length rule');
select t.says(t.post('ann', 'article', 'l1', p_hits => '[{"rule":"length","reason":"spam","outcome":"reject","weight":1,"detail":"too_short","spans":[]},
	{"rule":"words","reason":"spam","outcome":"flag","weight":1,"detail":"a","spans":[]}]'), 'ok', 'a text below the minimum length is posted');
select is((select string_agg(rule || ' ' || reason, ', ' order by rule) from core.signal where comment_id = t.id('l1')), 'length other, words spam', 'a text below the minimum length is not called spam');
select is((select body ->> 'reason' from core.notice where comment_id = t.id('l1')), 'other', 'its author''s notice does not call it spam');

-- a rule that says little
select is(core.rules_import('default', '{"newcomer":{"first":99}}'), 7, 'the site gets a newcomer rule without an outcome');
select t.says(t.post('cho', 'article', 'b1'), 'ok', 'a newcomer posts');
select is((select row(c.held, s.outcome, s.reason, s.weight)::text from core.case_file c join core.signal s using (comment_id) where comment_id = t.id('b1')), '(t,hold,other,1)', 'a rule without an outcome holds for the reason other');
select is(core.rules_import('default', '{}'), 8, 'the site gets empty rules');

-- a reason of the site's own
select throws_ok($$select core.rules_import('default', '{"words":[{"list":"a","words":[],"reason":"house_7"}]}')$$, '22023',
	'the reason "house_7" is neither a common reason nor one of the site''s', 'an unknown reason in a word list is refused');
update core.site set settings = settings || '{"reasons":{"house_7":{"title":"Seven","text":"Not so."}}}' where key = 'default';
select is(core.rules_import('default', '{"articles":{"01":{"links":{"reason":"house_7"}}},"words":[{"list":"reason","words":[],"reason":"spam"}]}'), 9, 'a reason of the site''s own is accepted');
select is(core.rules_unknown_reason(s, '{"articles":{"01":{"words":{"reason":{"reason":"house_8"}}}}}'), 'house_8', 'an unknown reason in an article''s rules is found')
from core.site s where s.key = 'default';
select is(core.rules_import('default', '{}'), 10, 'the site gets empty rules again');

-- premoderated
update core.article set state = 'premoderated' where id = t.id('article');
select t.says(t.post('ann', 'article', 'p1'), 'ok', 'a reader posts on a premoderated article');
select is(t.state('p1'), 'held', 'a reader''s comment on a premoderated article is held');
select t.says(t.post('mod', 'article', 'p2'), 'ok', 'a moderator posts on a premoderated article');
select is(t.state('p2'), 'published', 'a moderator''s comment on a premoderated article is published');
select * from finish();
