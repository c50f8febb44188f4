-- SPDX-License-Identifier: Apache-2.0
-- Goal: the functions that create, find, change and count articles return every outcome that they list. The list of
-- sites has a stamp.
\i lib/fixture.sql
select plan(86);

select t.says(format($$article_create(t.token('staff'), %L, null, 'k1', 'https://news.example/1', 'One')$$, t.id('a1')), 'ok', 'staff create an article');
select is(t.body('site') || t.body('key') || t.body('state') || t.body('comment_count'), 'defaultk1open0', 'the article is on the default site');
select is(t.version(), 1::bigint, 'a new article has version 1');
select t.says(format($$article_create(t.token('staff'), %L, null, 'k1', 'https://news.example/1', 'One')$$, t.id('a1')), 'ok', 'the same id again succeeds');
select t.says(format($$article_create(t.token('staff'), %L, 'default', 'k1', 'https://news.example/x', 'Other')$$, core.new_id()), 'again', 'a key that exists gives the outcome again');
select is(t.body('id')::uuid, t.id('a1'), 'the reply has the article with that key');
select t.says(format($$article_create(t.token('staff'), %L, null, 'k2', 'https://news.example/1', 'Two')$$, core.new_id()), 'url_taken', 'a second article with the same address is refused');
select is(t.body('id')::uuid, t.id('a1'), 'the reply has the article with that address');
select is((select count(*) from core.article where key = 'k2'), 0::bigint, 'the refused article is not created');
select t.says(format($$article_create(t.token('ann'), %L, null, 'k3', 'https://news.example/3', 'Three')$$, core.new_id()), 'forbidden', 'a reader may not create articles');
select t.says(format($$article_create(t.token('auditor'), %L, null, 'k3', 'https://news.example/3', 'Three')$$, core.new_id()), 'forbidden', 'an auditor may not create articles');
select t.says(format($$article_create('\xff', %L, null, 'k3', 'https://news.example/3', 'Three')$$, core.new_id()), 'sign_in', 'creating an article needs a session');
select t.says(format($$article_create(t.token('staff'), %L, 'nowhere', 'k3', 'https://news.example/3', 'Three')$$, core.new_id()), 'unknown_site', 'an unknown site is refused');

select is((select array_agg(actor_id) from core.audit where action = 'article_create' and object_id = t.id('a1')), array[t.id('staff')], 'the creation is audited once');
select is((select p.payload::json ->> 'title' from core.audit a join core.audit_private p on p.entry = a.id where a.object_id = t.id('a1')), 'One', 'the audit has the title');

-- a site's own token
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
select core.api_token_make(t.id('token'), t.id('site2'), 'cms', '{articles:create}', 365, sha256('cms'), null, core.new_id()) \gset
select t.says(format($$article_create(sha256('cms') || '\xbeef', %L, null, 'k1', 'https://second.example/1', 'On the second')$$, t.id('b1')), 'ok', 'a site''s token creates an article');
select is(t.body('site'), 'second', 'the article is on the token''s site');
select is((select actor_id || encode(network, 'hex') from core.audit where action = 'article_create' and object_id = t.id('b1')), t.id('token') || 'beef', 'the audit has the token and its network');
select is((select core.audit_json(a) #>> '{actor,username}' from core.audit a where action = 'article_create' and object_id = t.id('b1')), 'API token cms', 'the audit shows the token''s name');
select t.says(format($$article_create(sha256('cms'), %L, 'default', 'k9', 'https://news.example/9', 'Nine')$$, core.new_id()), 'forbidden', 'a token may not create articles on another site');
update core.api_token set revoked_at = core.now();
select t.says(format($$article_create(sha256('cms'), %L, null, 'k4', 'https://second.example/4', 'Four')$$, core.new_id()), 'token_ended', 'an ended token creates none');

-- find
select t.says(format('article_get(%L)', t.id('a1')), 'ok', 'an article is found by id');
select t.says(format('article_get(%L)', core.new_id()), 'not_found', 'an unknown id is not found');
select t.says($$article_find(null, 'k1', null)$$, 'ok', 'an article is found by key on the default site');
select is(t.body('id')::uuid, t.id('a1'), 'the reply has the default site''s article');
select t.says($$article_find('second', 'k1', null)$$, 'ok', 'an article is found by key on another site');
select is(t.body('id')::uuid, t.id('b1'), 'the reply has the other site''s article');
select t.says($$article_find(null, null, 'https://news.example/1')$$, 'ok', 'an article is found by address');
select t.says($$article_find(null, null, 'https://news.example/none')$$, 'not_found', 'an unknown address is not found');
select t.says($$article_find('nowhere', 'k1', null)$$, 'not_found', 'an unknown site is not found');

-- change
select t.says(format($$article_patch(t.token('mod'), %L, 'closed', 'Uno', 'https://news.example/uno', null, null, null)$$, t.id('a1')), 'ok', 'a moderator changes an article');
select is(t.body('state') || t.body('title') || t.body('url'), 'closedUnohttps://news.example/uno', 'the reply has the changes');
select is(t.version(), 2::bigint, 'a change raises the version');
select is((select change from core.journal where article_id = t.id('a1') and version = 2), 'state', 'a change writes a journal entry');
select t.says($$article_find(null, null, 'https://news.example/1')$$, 'ok', 'the old address still finds the article');
select t.says($$article_find(null, null, 'https://news.example/uno')$$, 'ok', 'the new address finds the article');
select t.says(format($$article_patch(t.token('mod'), %L, null, null, 'https://news.example/1', null, null, null)$$, t.id('a1')), 'ok', 'an article may return to its old address');
select t.says(format($$article_patch(t.token('mod'), %L, null, null, null, null, null, null)$$, t.id('a1')), 'ok', 'a change of nothing succeeds');
select is(t.version(), 3::bigint, 'a change of nothing keeps the version');
select t.says(format($$article_patch(t.token('mod'), %L, null, null, 'https://news.example/article', null, null, null)$$, t.id('a1')), 'url_taken', 'an address of another article is refused');
select t.says(format($$article_patch(t.token('ann'), %L, 'open', null, null, null, null, null)$$, t.id('a1')), 'forbidden', 'a reader may not change an article');
select t.says(format($$article_patch(t.token('mod'), %L, 'open', null, null, null, null, null)$$, core.new_id()), 'not_found', 'an unknown article is not found');
select t.says(format($$article_patch('\xff', %L, 'open', null, null, null, null, null)$$, t.id('a1')), 'sign_in', 'changing an article needs a session');
select is((select count(*) from core.audit where object_id = t.id('a1') and action = 'article'), 2::bigint, 'each change is audited');
create function t.entry(p_object uuid) returns setof core.audit language sql as $$
	select a from core.audit a where a.object_id = p_object and a.action in ('article', 'site') order by a.at desc limit 1
$$;
select is((select p.payload from t.entry(t.id('a1')) a join core.audit_private p on p.entry = a.id),
	'{"url": ["https://news.example/uno", "https://news.example/1"]}', 'the audit has both addresses in its private part');
select t.says(format($$article_patch(t.token('mod'), %L, 'open', 'Ein', null, 30, null, 3600)$$, t.id('a1')), 'ok', 'a moderator changes several members');
select is((select codes from t.entry(t.id('a1'))), '{"before": {"state": "closed", "slow": 0, "closes_after": null}, "after": {"state": "open", "slow": 30, "closes_after": 3600}}', 'the audit has the values before and after');
select is((select p.payload from t.entry(t.id('a1')) a join core.audit_private p on p.entry = a.id), '{"title": ["Uno", "Ein"]}', 'the audit keeps titles in its private part');
select core.site_make(core.new_id(), 'second', 'The second', '{https://second.example}') \gset
select is((select codes from t.entry(t.id('site2'))), '{"before": {"title": "Second", "origins": []}, "after": {"title": "The second", "origins": ["https://second.example"]}}', 'a change of a site is audited the same way');
select ok((select count(*) = 1 from core.audit where object_id = t.id('site') and action = 'site' and codes -> 'before' = 'null'), 'a new site has no values before');

-- counts, hidden
select t.says(format('counts(array[%L, %L, %L]::uuid[])', t.id('a1'), t.id('article'), core.new_id()), 'ok', 'comments of several articles are counted');
select is((select count(*) from json_object_keys(t.json() -> 'counts')), 2::bigint, 'unknown articles are left out of the counts');
select t.says(format($$article_patch(t.token('mod'), %L, 'hidden', null, null, null, null, null)$$, t.id('a1')), 'ok', 'a moderator hides an article');
select t.says(format('article_get(%L)', t.id('a1')), 'not_found', 'a hidden article is not found by id');
select t.says($$article_find(null, 'k1', null)$$, 'not_found', 'a hidden article is not found by key');
select t.says(format('counts(array[%L]::uuid[])', t.id('a1')), 'ok', 'counts of a hidden article succeed');
select is((select count(*) from json_object_keys(t.json() -> 'counts')), 0::bigint, 'a hidden article is left out of the counts');

-- versions, and notifications of them
select results_eq(format('select outcome, version > 0 from api_1.versions(array[%L, %L, %L]::uuid[])', t.id('article'), t.id('a1'), t.id('none')),
	$$values ('ok', true), ('gone', true), ('gone', null)$$, 'a visible article has a version; hidden and unknown ones are gone');
select is((select version from api_1.versions(array[t.id('article')])), (select version from core.article where id = t.id('article')), 'the version is that of the article');
select is_empty($$select * from api_1.versions('{}')$$, 'no articles have no versions');
listen madang_versions;
select is((select outcome from api_1.notify_versions(array['a:1', 'b:2'])), 'ok', 'versions are sent to the workers');
unlisten *;

-- sites
select t.says('sites(null)', 'ok', 'all sites are listed');
select is(json_array_length(t.json() -> 'sites'), 2, 'there are two sites');
select is(t.body('sites,0,reasons'), '{}', 'a new site has no reasons of its own');
select t.says(format('sites(%L)', t.body('stamp')), 'same', 'an unchanged list is recognized by its stamp');
select is(core.reasons_json('{"reasons": {"hats": {"title": "On hats", "text": "None."}, "spam": {"text": "No."}}}')::jsonb, '{"hats": "On hats", "spam": "spam"}', 'reasons of a site have titles');
select is(core.reasons_json('{"reasons": ["hats"]}')::jsonb, '{"hats": "hats"}', 'reasons may be a list of codes');
update core.site set settings = '{"reasons": {"hats": {"title": "On hats", "text": "None."}}}', updated_at = core.now() where key = 'default';
select t.says('sites(null)', 'ok', 'a changed list is sent in full');
select is((select s -> 'reasons' ->> 'hats' from json_array_elements(t.json() -> 'sites') s where s ->> 'key' = 'default'), 'On hats', 'the list has the titles of reasons');

-- made again while it is hidden: staff and the site's token see nothing of it, moderators do
update core.article set state = 'hidden' where id = t.id('a1');
update core.api_token set revoked_at = null;
select core.api_token_make(core.new_id(), (select id from core.site where key = 'default'), 'cms2', '{articles:create}', 365, sha256('cms2'), null, core.new_id()) \gset
select t.says(format('article_create(t.token(''staff''), %L, ''default'', ''k1'', ''https://news.example/x'', ''Other'')', core.new_id()), 'not_found', 'staff do not find a hidden article by its key');
select is(t.body(''), null, 'the reply has nothing of the hidden article');
select is(t.version(), null, 'the reply has no version of the hidden article');
select t.says(format('article_create(t.token(''staff''), %L, ''default'', ''k9'', ''https://news.example/1'', ''Other'')', core.new_id()), 'url_taken', 'staff cannot take the address of a hidden article');
select is(t.body(''), null, 'the reply does not name the hidden article');
select t.says(format('article_create(sha256(''cms2''), %L, ''default'', ''k1'', ''https://news.example/x'', ''Other'')', core.new_id()), 'not_found', 'a token does not find a hidden article by its key');
select is(t.body(''), null, 'the reply to a token has nothing of the hidden article');
select is(t.version(), null, 'the reply to a token has no version');
select t.says(format('article_create(sha256(''cms2''), %L, ''default'', ''k9'', ''https://news.example/1'', ''Other'')', core.new_id()), 'url_taken', 'a token cannot take the address of a hidden article');
select is(t.body(''), null, 'the reply to a token does not name the hidden article');
select t.says(format($$article_create(t.token('mod'), %L, 'default', 'k1', 'https://news.example/x', 'Other')$$, core.new_id()), 'again', 'a moderator finds a hidden article by its key');
select is(t.body('state'), 'hidden', 'the reply says that the article is hidden');

-- recent discussions
select t.says(t.post('ann', 'article', 'r1'), 'ok', 'a reader comments');
select t.says('recent(20)', 'ok', 'the recent discussions are listed');
select is(t.json() #>> '{articles,0,id}', t.id('article')::text, 'the discussion with the newest comment is first');
select is((select array_agg(k order by k) from json_object_keys(t.json() -> 'articles' -> 0) k), array['comment_count', 'id', 'last_at', 'site', 'title'], 'with what the page shows');
update core.article set state = 'hidden' where id = t.id('article');
select ok(api_1.recent(20)::text not like '%' || t.id('article') || '%', 'a hidden article is left out');

select * from finish();
