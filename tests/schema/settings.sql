-- SPDX-License-Identifier: Apache-2.0
-- Goal: a site's settings change by version, for its admins, and every version is kept. Every outcome is listed.
\i lib/fixture.sql
select plan(46);
create function t.put(p_who text, p_version int, p_settings jsonb, p_site text default 'default', p_entry text default null) returns text language sql as $$
	select format('settings_put(%L, %L, %s, %L, %L)', t.token(p_who), p_site, p_version, p_settings, coalesce(t.id(p_entry), core.new_id()))
$$;
create function t.get(p_who text, p_site text default null, p_version int default null) returns text language sql as $$
	select format('settings_get(%L, %L, %L)', t.token(p_who), p_site, p_version)
$$;
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
select t.person('boss'), t.person('eve') \gset
select t.role_put(t.id('boss'), 'admin', t.id('site'), null, core.new_id()) \gset
select t.role_put(t.id('eve'), 'admin', t.id('site2'), null, core.new_id()) \gset

select t.says(t.get('mod'), 'ok', 'a moderator reads the settings');
select is(t.body('version') || t.body('settings'), '0{}', 'a new site has version 0 and no settings');
select t.says(t.get('auditor'), 'ok', 'an auditor reads the settings');
select t.says(t.get('ann'), 'forbidden', 'a reader may not read the settings');
select t.says(t.get('nobody'), 'sign_in', 'reading the settings needs a session');
select t.says(t.get('mod', 'nowhere'), 'not_found', 'an unknown site is not found');
select t.says(t.get('mod', null, 7), 'not_found', 'an unknown version is not found');
select t.says(t.get('boss', 'second'), 'not_found', 'an admin does not find a site without a role there');

select t.says(t.put('boss', 0, '{"title": "One", "mode": "open"}', p_entry => 'e1'), 'ok', 'an admin of the site changes the settings');
select is(t.body('version') || t.body('title') || t.body('made_by,username'), '1Oneboss', 'the reply has version, title and the admin''s name');
select t.says(t.put('boss', 0, '{"title": "One", "mode": "open"}', p_entry => 'e1'), 'ok', 'the same entry again succeeds');
select is(t.body('version'), '1', 'the same entry again makes no second version');
select t.says(t.put('boss', 0, '{}'), 'conflict', 'a change of a stale version conflicts');
select is(t.body('version') || t.body('settings,title'), '1One', 'the conflict shows the settings in force');
select t.says(t.put('boss', 1, '{"mode": "open", "title": "One"}'), 'ok', 'the same settings in another order succeed');
select is(t.body('version'), '1', 'the same settings make no new version');
select t.says(t.put('boss', 1, '{"title": "Two"}'), 'ok', 'an admin changes the settings again');
select is((select codes from core.audit where action = 'settings' order by id desc limit 1),
	'{"version": 2, "before": {"mode": "open", "title": "One"}, "after": {"title": "Two"}}', 'the audit has the settings before and after');
select t.says(t.get('mod', 'default', 1), 'ok', 'a moderator reads the former version');
select is(t.body('settings,title') || t.body('current'), 'One2', 'the former version is unchanged');
select is((select title from core.site where id = t.id('site')), 'Two', 'the site has its new title');

select t.says(t.put('mod', 2, '{}'), 'forbidden', 'a moderator may not change the settings');
select t.says(t.put('auditor', 2, '{}'), 'forbidden', 'an auditor may not change the settings');
select t.says(t.put('nobody', 2, '{}'), 'sign_in', 'changing the settings needs a session');
select t.says(t.put('boss', 0, '{}', 'nowhere'), 'not_found', 'settings of an unknown site are not found');
select t.says(t.put('eve', 2, '{}'), 'not_found', 'an admin of another site does not find the site');
select t.says(t.put('eve', 0, '{"mode": "closed"}', null), 'ok', 'an admin of one site changes the settings without naming the site');
select is(t.body('site'), 'second', 'the settings of the admin''s only site are changed');
update core.site set settings = '{}' where id = t.id('site');
select is((select array_agg(version order by version) from core.site_settings where site_id = t.id('site')), '{1,2,3}', 'a direct update makes a version too');

-- reasons that the rules give stay: a rule's, a word list's, an article's; the common ones exist without settings
select t.says(t.put('boss', 3, '{"reasons": {"r1": {}, "r2": {}, "r3": {}, "r4": {}, "spam": {}}}'), 'ok', 'an admin adds reasons of the site''s own');
select is(core.rules_import('default', '{"links": {"reason": "r1"}, "length": {"reason": "spam"}, "words": [{"list": "a", "words": [], "reason": "r2"}],
	"articles": {"01": {"words": {"a": {"reason": "r3"}}}}}'), 1, 'the rules use some of the reasons');
select t.says(t.put('boss', 4, '{"reasons": {"r2": {}}}'), 'reasons_in_use', 'a reason that the rules use cannot be removed');
select is(t.body('reasons'), '["r1", "r3"]', 'the refusal names each reason in use');
select t.says(t.put('boss', 4, '{"reasons": {"r1": {}, "r2": {}, "r3": {}}}'), 'ok', 'an unused reason is removed');
select is(core.rules_import('default', '{}'), 2, 'the site gets empty rules');
select t.says(t.put('boss', 5, '{}'), 'ok', 'all reasons are removed without rules');

-- rules of addresses
select t.says(t.put('boss', 6, '{"query_parameters": ["id"], "trailing_slash": "different"}'), 'ok', 'an admin sets rules of addresses');
select count(core.article_make(t.id('v' || n), 'default', 'v' || n, 'https://www.rules.example/view/?x=' || n || '&id=' || n, 'V')) from generate_series(1, 2) n \gset
select is(core.url_key('http://www.rules.example/view/?b=1&id=2&id=1&a=3', '{"query_parameters": ["id", "b"], "trailing_slash": "different"}'),
	'https://rules.example/view/?b=1&id=2&id=1', 'a key has the parameters that matter, by name, and the slash');
select is(core.url_key('http://rules.example/view//?b=1&id=2', '{}'), 'https://rules.example/view', 'a key has neither without settings');
select is(core.url_key(null, '{}'), null, 'no address has no key');
select results_eq($$select url, address from core.article_url where article_id = t.id('v1')$$,
	$$values ('https://rules.example/view/?id=1', 'https://www.rules.example/view/?x=1&id=1')$$, 'the address is stored beside its key');
select t.says(t.put('boss', 7, '{"trailing_slash": "different"}'), 'addresses_collide', 'settings that give two articles one address are refused');
select is(t.body('pages')::jsonb, jsonb_build_array(jsonb_build_object('address', 'https://rules.example/view/', 'articles', jsonb_build_array(t.id('v1'), t.id('v2')))),
	'the refusal has the address and its articles');
select is((select settings_version from core.site where id = t.id('site')), 7, 'the refusal changes nothing');
insert into core.article_duplicate (article_id, site_id, url) values (t.id('v2'), t.id('site'), 'https://rules.example/view/?id=1');
delete from core.article_url where article_id = t.id('v2');
select t.says(t.put('boss', 7, '{"query_parameters": ["x"]}'), 'ok', 'other rules without a collision are in force');
select results_eq($$select u.url, (select count(*) from core.article_duplicate) from core.article_url u where u.article_id in (t.id('v1'), t.id('v2')) order by 1$$,
	$$values ('https://rules.example/view?x=1', 0::bigint), ('https://rules.example/view?x=2', 0)$$, 'a duplicate that the rules tell apart gets its address');
select * from finish();
