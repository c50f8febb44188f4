-- SPDX-License-Identifier: Apache-2.0
-- Goal: the desk lists the articles of the viewer's sites, page by page, and finds them by title, key, address and id.
\i lib/fixture.sql
select plan(25);
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
select t.person('eve') \gset
select t.role_put(t.id('eve'), 'moderator', t.id('site2'), null, core.new_id()) \gset
create function t.made(p_name text, p_site text, p_key text, p_title text) returns void language sql as $$
	select t.does(format('article_create(t.token(''staff''), %L, %L, %L, %L, %L)', t.id(p_name), p_site, p_key, 'https://news.example/' || p_key, p_title))
$$;
create function t.list(p_who text, p_find text default null, p_state text default null, p_limit int default 30, p_at uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff', p_site text default null)
returns text language sql as $$
	select format('article_list(%L, %L, %L, %L, %L, %s, %L, %L)', t.token(p_who), case when p_find ~ '^[0-9a-f]{8}-' then p_find end, p_find,
		case when p_find ~ '^https:' then p_find end, p_state, p_limit, p_at, p_site)
$$;
create function t.listed() returns text language sql as $$
	select coalesce(string_agg(k.name, ' ' order by c.n), '') from json_array_elements(t.json() -> 'articles') with ordinality c (item, n)
	join t.name k on k.id = (c.item ->> 'id')::uuid
$$;
select t.made('one', null, 'key-1', 'The harbour tax') \gset
select t.made('two', null, 'key-2', '항만세를 둘러싼 논쟁') \gset
select t.made('three', null, 'key-3', 'A second harbour') \gset
insert into core.article (id, site_id, key, url, title) values (t.id('far'), t.id('site2'), 'far', 'https://far.example/1', 'A far Harbour');
update core.article set state = 'hidden' where id = t.id('two');

select t.says(t.list('mod'), 'ok', 'a moderator lists articles');
select is(t.listed(), 'far three two one article', 'the newest one is the first, and hidden ones are there');
select is(t.body('next'), null, 'a list that is complete has no next page');
select t.says(t.list('mod', null, null, 2), 'ok', 'a moderator asks for two articles');
select is(t.listed(), 'far three', 'the page has two');
select is(t.body('next'), t.id('three')::text, 'and names its last as the place to go on from');
select t.says(t.list('mod', null, null, 2, t.id('three')), 'ok', 'the moderator asks for the next page');
select is(t.listed(), 'two one', 'it goes on behind the first');
select t.says(t.list('mod', null, null, 30, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'second'), 'ok', 'a moderator lists one site');
select is(t.listed(), 'far', 'the list has that site''s articles');
select t.says(t.list('mod', null, 'hidden'), 'ok', 'a moderator lists hidden articles');
select is(t.listed(), 'two', 'the list has those alone');
select t.says(t.list('mod', 'HARBOUR'), 'ok', 'a moderator searches a part of the title');
select is(t.listed(), 'far three one', 'letters match in any case');
select t.says(t.list('mod', '항만'), 'ok', 'a moderator searches a part of a Korean title');
select is(t.listed(), 'two', 'it is found');
select t.says(t.list('mod', '%'), 'ok', 'a moderator searches a percent sign');
select is(t.listed(), '', 'it stands for itself');
select t.says(t.list('mod', 'key-2'), 'ok', 'a moderator searches a key');
select is(t.listed(), 'two', 'the article with that key is found');
select t.says(t.list('mod', t.id('one')::text), 'ok', 'a moderator searches an id');
select is(t.listed(), 'one', 'the article with that id is found');
select t.says(t.list('eve', 'harbour'), 'ok', 'a moderator of the second site searches');
select is(t.listed(), 'far', 'articles of the first site are not found');
select t.says(t.list('ann'), 'forbidden', 'a reader lists no articles');
select * from finish();
