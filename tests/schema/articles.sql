-- SPDX-License-Identifier: Apache-2.0
-- Goal: the functions that create, find, change and count articles return every outcome that they list. The list of
-- sites has a stamp.
\i lib/fixture.sql
select plan(81);

select t.says(format($$article_create(t.token('staff'), %L, null, 'k1', 'https://news.example/1', 'One')$$, t.id('a1')), 'ok', 'staff make an article');
select is(t.body('site') || t.body('key') || t.body('state') || t.body('comment_count'), 'defaultk1open0', 'on the default site');
select is(t.version(), 1::bigint, 'version 1');
select t.says(format($$article_create(t.token('staff'), %L, null, 'k1', 'https://news.example/1', 'One')$$, t.id('a1')), 'ok', 'the same id again');
select t.says(format($$article_create(t.token('staff'), %L, 'default', 'k1', 'https://news.example/x', 'Other')$$, core.new_id()), 'again', 'the key was there');
select is(t.body('id')::uuid, t.id('a1'), 'and that article is the answer');
select t.says(format($$article_create(t.token('staff'), %L, null, 'k2', 'https://news.example/1', 'Two')$$, core.new_id()), 'url_taken', 'an address belongs to one article');
select is(t.body('id')::uuid, t.id('a1'), 'which is the answer');
select is((select count(*) from core.article where key = 'k2'), 0::bigint, 'and nothing was made');
select t.says(format($$article_create(t.token('ann'), %L, null, 'k3', 'https://news.example/3', 'Three')$$, core.new_id()), 'forbidden', 'readers make none');
select t.says(format($$article_create(t.token('auditor'), %L, null, 'k3', 'https://news.example/3', 'Three')$$, core.new_id()), 'forbidden', 'nor auditors');
select t.says(format($$article_create('\xff', %L, null, 'k3', 'https://news.example/3', 'Three')$$, core.new_id()), 'sign_in', 'nor nobody');
select t.says(format($$article_create(t.token('staff'), %L, 'nowhere', 'k3', 'https://news.example/3', 'Three')$$, core.new_id()), 'unknown_site', 'no such site');

select is((select array_agg(actor_id) from core.audit where action = 'article_create' and object_id = t.id('a1')), array[t.id('staff')], 'in the log once');
select is((select p.payload::json ->> 'title' from core.audit a join core.audit_private p on p.entry = a.id where a.object_id = t.id('a1')), 'One', 'as what');

-- a site's own token
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
select core.site_token_make(t.id('token'), 'second', 'cms', sha256('cms')) \gset
select t.says(format($$article_create(sha256('cms') || '\xbeef', %L, null, 'k1', 'https://second.example/1', 'On the second')$$, t.id('b1')), 'ok', 'a site''s token makes articles of its site');
select is(t.body('site'), 'second', 'there');
select is((select actor_id || encode(network, 'hex') from core.audit where action = 'article_create' and object_id = t.id('b1')), t.id('token') || 'beef', 'which the log has of the token, and from where');
select is((select core.audit_json(a) #>> '{actor,username}' from core.audit a where action = 'article_create' and object_id = t.id('b1')), 'site token cms', 'by its name');
select t.says(format($$article_create(sha256('cms'), %L, 'default', 'k9', 'https://news.example/9', 'Nine')$$, core.new_id()), 'forbidden', 'and of no other');
update core.site_token set revoked_at = core.now();
select t.says(format($$article_create(sha256('cms'), %L, null, 'k4', 'https://second.example/4', 'Four')$$, core.new_id()), 'sign_in', 'until it is revoked');

-- find
select t.says(format('article_get(%L)', t.id('a1')), 'ok', 'by id');
select t.says(format('article_get(%L)', core.new_id()), 'not_found', 'no such id');
select t.says($$article_find(null, 'k1', null)$$, 'ok', 'by key on the default site');
select is(t.body('id')::uuid, t.id('a1'), 'finds it');
select t.says($$article_find('second', 'k1', null)$$, 'ok', 'by key on another');
select is(t.body('id')::uuid, t.id('b1'), 'finds that one');
select t.says($$article_find(null, null, 'https://news.example/1')$$, 'ok', 'by address');
select t.says($$article_find(null, null, 'https://news.example/none')$$, 'not_found', 'no such address');
select t.says($$article_find('nowhere', 'k1', null)$$, 'not_found', 'no such site');

-- change
select t.says(format($$article_patch(t.token('mod'), %L, 'closed', 'Uno', 'https://news.example/uno', null, null, null)$$, t.id('a1')), 'ok', 'a moderator changes an article');
select is(t.body('state') || t.body('title') || t.body('url'), 'closedUnohttps://news.example/uno', 'as asked');
select is(t.version(), 2::bigint, 'as a new version');
select is((select change from core.journal where article_id = t.id('a1') and version = 2), 'state', 'with its journal entry');
select t.says($$article_find(null, null, 'https://news.example/1')$$, 'ok', 'the old address stays');
select t.says($$article_find(null, null, 'https://news.example/uno')$$, 'ok', 'beside the new');
select t.says(format($$article_patch(t.token('mod'), %L, null, null, 'https://news.example/1', null, null, null)$$, t.id('a1')), 'ok', 'back to the old address');
select t.says(format($$article_patch(t.token('mod'), %L, null, null, null, null, null, null)$$, t.id('a1')), 'ok', 'no change');
select is(t.version(), 3::bigint, 'is no version');
select t.says(format($$article_patch(t.token('mod'), %L, null, null, 'https://news.example/article', null, null, null)$$, t.id('a1')), 'url_taken', 'another''s address');
select t.says(format($$article_patch(t.token('ann'), %L, 'open', null, null, null, null, null)$$, t.id('a1')), 'forbidden', 'a reader may not');
select t.says(format($$article_patch(t.token('mod'), %L, 'open', null, null, null, null, null)$$, core.new_id()), 'not_found', 'no such article');
select t.says(format($$article_patch('\xff', %L, 'open', null, null, null, null, null)$$, t.id('a1')), 'sign_in', 'nobody may');
select is((select count(*) from core.audit where object_id = t.id('a1') and action = 'article'), 2::bigint, 'each change has its audit entry');
create function t.entry(p_object uuid) returns setof core.audit language sql as $$
	select a from core.audit a where a.object_id = p_object and a.action in ('article', 'site') order by a.at desc limit 1
$$;
select is((select p.payload from t.entry(t.id('a1')) a join core.audit_private p on p.entry = a.id),
	'{"url": ["https://news.example/uno", "https://news.example/1"]}', 'with the address before and after');
select t.says(format($$article_patch(t.token('mod'), %L, 'open', 'Ein', null, 30, null, 3600)$$, t.id('a1')), 'ok', 'more');
select is((select codes from t.entry(t.id('a1'))), '{"before": {"state": "closed", "slow": 0, "closes_after": null}, "after": {"state": "open", "slow": 30, "closes_after": 3600}}', 'says what was and what is');
select is((select p.payload from t.entry(t.id('a1')) a join core.audit_private p on p.entry = a.id), '{"title": ["Uno", "Ein"]}', 'but for names');
select core.site_make(core.new_id(), 'second', 'The second', '{https://second.example}') \gset
select is((select codes from t.entry(t.id('site2'))), '{"before": {"title": "Second", "origins": []}, "after": {"title": "The second", "origins": ["https://second.example"]}}', 'as for a site');
select ok((select count(*) = 1 from core.audit where object_id = t.id('site') and action = 'site' and codes -> 'before' = 'null'), 'of which there was nothing before the first');

-- counts, hidden
select t.says(format('counts(array[%L, %L, %L]::uuid[])', t.id('a1'), t.id('article'), core.new_id()), 'ok', 'counts');
select is((select count(*) from json_object_keys(t.json() -> 'counts')), 2::bigint, 'of those there are');
select t.says(format($$article_patch(t.token('mod'), %L, 'hidden', null, null, null, null, null)$$, t.id('a1')), 'ok', 'hide');
select t.says(format('article_get(%L)', t.id('a1')), 'not_found', 'a hidden article is not found');
select t.says($$article_find(null, 'k1', null)$$, 'not_found', 'by nothing');
select t.says(format('counts(array[%L]::uuid[])', t.id('a1')), 'ok', 'and not counted');
select is((select count(*) from json_object_keys(t.json() -> 'counts')), 0::bigint, 'at all');

-- versions, and telling them
select results_eq(format('select outcome, version > 0 from api_1.versions(array[%L, %L, %L]::uuid[])', t.id('article'), t.id('a1'), t.id('none')),
	$$values ('ok', true), ('gone', true), ('gone', null)$$, 'versions: there, hidden, absent');
select is((select version from api_1.versions(array[t.id('article')])), (select version from core.article where id = t.id('article')), 'is the article''s');
select is_empty($$select * from api_1.versions('{}')$$, 'of none: none');
listen madang_versions;
select is((select outcome from api_1.notify_versions(array['a:1', 'b:2'])), 'ok', 'told');
unlisten *;

-- sites
select t.says('sites(null)', 'ok', 'all sites');
select is(json_array_length(t.json() -> 'sites'), 2, 'are two');
select is(t.body('sites,0,reasons'), '{}', 'without reasons of their own');
select t.says(format('sites(%L)', t.body('stamp')), 'same', 'known by their stamp');
select is(core.reasons_json('{"reasons": {"hats": {"title": "On hats", "text": "None."}, "spam": {"text": "No."}}}')::jsonb, '{"hats": "On hats", "spam": "spam"}', 'reasons have titles');
select is(core.reasons_json('{"reasons": ["hats"]}')::jsonb, '{"hats": "hats"}', 'or are a list');
update core.site set settings = '{"reasons": {"hats": {"title": "On hats", "text": "None."}}}', updated_at = core.now() where key = 'default';
select t.says('sites(null)', 'ok', 'with reasons');
select is((select s -> 'reasons' ->> 'hats' from json_array_elements(t.json() -> 'sites') s where s ->> 'key' = 'default'), 'On hats', 'told by their titles');

-- made again while it is hidden: staff and the site's token see nothing of it, moderators do
update core.article set state = 'hidden' where id = t.id('a1');
update core.site_token set revoked_at = null;
select core.site_token_make(core.new_id(), 'default', 'cms2', sha256('cms2')) \gset
select t.says(format('article_create(t.token(''staff''), %L, ''default'', ''k1'', ''https://news.example/x'', ''Other'')', core.new_id()), 'not_found', 'a hidden key, staff');
select is(t.body(''), null, 'and nothing of its article');
select is(t.version(), null, 'nor its version');
select t.says(format('article_create(t.token(''staff''), %L, ''default'', ''k9'', ''https://news.example/1'', ''Other'')', core.new_id()), 'url_taken', 'a hidden address, staff');
select is(t.body(''), null, 'and nothing of whose it is');
select t.says(format('article_create(sha256(''cms2''), %L, ''default'', ''k1'', ''https://news.example/x'', ''Other'')', core.new_id()), 'not_found', 'a hidden key, the token');
select is(t.body(''), null, 'and nothing of its article');
select is(t.version(), null, 'nor its version');
select t.says(format('article_create(sha256(''cms2''), %L, ''default'', ''k9'', ''https://news.example/1'', ''Other'')', core.new_id()), 'url_taken', 'a hidden address, the token');
select is(t.body(''), null, 'and nothing of whose it is');
select t.says(format($$article_create(t.token('mod'), %L, 'default', 'k1', 'https://news.example/x', 'Other')$$, core.new_id()), 'again', 'moderators see it');
select is(t.body('state'), 'hidden', 'and that it is hidden');
select * from finish();
