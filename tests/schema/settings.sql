-- SPDX-License-Identifier: Apache-2.0
-- Goal: a site's settings change by version, for its admins, and every version is kept. Every outcome is listed.
\i lib/fixture.sql
select plan(36);
create function t.put(p_who text, p_version int, p_settings jsonb, p_site text default 'default', p_entry text default null) returns text language sql as $$
	select format('settings_put(%L, %L, %s, %L, %L)', t.token(p_who), p_site, p_version, p_settings, coalesce(t.id(p_entry), core.new_id()))
$$;
create function t.get(p_who text, p_site text default null, p_version int default null) returns text language sql as $$
	select format('settings_get(%L, %L, %L)', t.token(p_who), p_site, p_version)
$$;
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
select t.person('boss'), t.person('eve') \gset
select core.role_put(t.id('boss'), 'admin', t.id('site'), null, core.new_id()) \gset
select core.role_put(t.id('eve'), 'admin', t.id('site2'), null, core.new_id()) \gset

select t.says(t.get('mod'), 'ok', 'a moderator reads them');
select is(t.body('version') || t.body('settings'), '0{}', 'there are none yet');
select t.says(t.get('auditor'), 'ok', 'an auditor too');
select t.says(t.get('ann'), 'forbidden', 'a reader does not');
select t.says(t.get('nobody'), 'sign_in', 'nor nobody');
select t.says(t.get('mod', 'nowhere'), 'not_found', 'no such site');
select t.says(t.get('mod', null, 7), 'not_found', 'no such version');
select t.says(t.get('boss', 'second'), 'not_found', 'nor at a site where one is nobody');

select t.says(t.put('boss', 0, '{"title": "One", "mode": "open"}', p_entry => 'e1'), 'ok', 'an admin of the site changes them');
select is(t.body('version') || t.body('title') || t.body('made_by,username'), '1Oneboss', 'by name');
select t.says(t.put('boss', 0, '{"title": "One", "mode": "open"}', p_entry => 'e1'), 'ok', 'the same entry again');
select is(t.body('version'), '1', 'is the same version');
select t.says(t.put('boss', 0, '{}'), 'conflict', 'a version that was not the last');
select is(t.body('version') || t.body('settings,title'), '1One', 'shows what is in force');
select t.says(t.put('boss', 1, '{"mode": "open", "title": "One"}'), 'ok', 'the same words');
select is(t.body('version'), '1', 'are no new version');
select t.says(t.put('boss', 1, '{"title": "Two"}'), 'ok', 'another one');
select is((select codes from core.audit where action = 'settings' order by id desc limit 1),
	'{"version": 2, "before": {"mode": "open", "title": "One"}, "after": {"title": "Two"}}', 'is in the log with what changed');
select t.says(t.get('mod', 'default', 1), 'ok', 'the former');
select is(t.body('settings,title') || t.body('current'), 'One2', 'is kept');
select is((select title from core.site where id = t.id('site')), 'Two', 'the site has its title');

select t.says(t.put('mod', 2, '{}'), 'forbidden', 'a moderator changes nothing');
select t.says(t.put('auditor', 2, '{}'), 'forbidden', 'nor an auditor');
select t.says(t.put('nobody', 2, '{}'), 'sign_in', 'nor nobody');
select t.says(t.put('boss', 0, '{}', 'nowhere'), 'not_found', 'nor anybody at no site');
select t.says(t.put('eve', 2, '{}'), 'not_found', 'nor the admin of another, for whom it is not there');
select t.says(t.put('eve', 0, '{"mode": "closed"}', null), 'ok', 'who means her only one');
select is(t.body('site'), 'second', 'without naming it');
update core.site set settings = '{}' where id = t.id('site');
select is((select array_agg(version order by version) from core.site_settings where site_id = t.id('site')), '{1,2,3}', 'the operator''s hand leaves a version too');

-- reasons that the rules give stay: a rule's, a word list's, an article's; the common ones exist without settings
select t.says(t.put('boss', 3, '{"reasons": {"r1": {}, "r2": {}, "r3": {}, "r4": {}, "spam": {}}}'), 'ok', 'reasons of the site''s own');
select is(core.rules_import('default', '{"links": {"reason": "r1"}, "length": {"reason": "spam"}, "words": [{"list": "a", "words": [], "reason": "r2"}],
	"articles": {"01": {"words": {"a": {"reason": "r3"}}}}}'), 1, 'which the rules give');
select t.says(t.put('boss', 4, '{"reasons": {"r2": {}}}'), 'reasons_in_use', 'are not taken away');
select is(t.body('reasons'), '["r1", "r3"]', 'and each is named');
select t.says(t.put('boss', 4, '{"reasons": {"r1": {}, "r2": {}, "r3": {}}}'), 'ok', 'others are');
select is(core.rules_import('default', '{}'), 2, 'no rules any more');
select t.says(t.put('boss', 5, '{}'), 'ok', 'so all may go');
select * from finish();
