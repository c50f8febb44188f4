-- SPDX-License-Identifier: Apache-2.0
-- Goal: a page makes an article of its site and its address alone, within the day's limit; one without a comment is
-- swept, and the newsroom takes one over. Every outcome is listed.
\i lib/fixture.sql
select plan(34);
create function t.see(p_id text, p_url text, p_title text default 'Seen', p_origin text default 'https://news.example', p_max int default 3, p_site text default null)
returns text language sql as $$
	select format('article_first_sight(%L, %L, %L, %L, %L, %L)', t.id(p_id), p_site, p_origin, p_url, p_title, p_max)
$$;
create function t.sweep() returns int language sql as $$ select core.sweep_first_sights(100, 30 * 86400) $$;

select t.says(t.see('s1', 'https://news.example/1'), 'first_sight_off', 'a site does not allow it unless its settings do');
update core.site set settings = '{"first_sight": true}';
select t.says(t.see('s1', 'https://news.example/1', p_site => 'nowhere'), 'unknown_site', 'an unknown site is refused');
select t.says(t.see('s1', 'https://news.example/1', p_origin => 'https://other.example'), 'bad_origin', 'an origin that the site does not have is refused');
select t.says(t.see('s1', 'https://news.example/1', p_origin => null), 'bad_origin', 'a request without an origin is refused');
select t.says(t.see('s1', 'https://other.example/1'), 'other_origin', 'an address of another origin is refused');
select t.says(t.see('s1', 'https://news.example:8443/1'), 'other_origin', 'another port is another origin');
select t.says(t.see('s1', 'https://news.example.other.example/1'), 'other_origin', 'a name that only begins with the origin is another origin');
select is((select count(*) from core.article where key like 'first-sight:%'), 0::bigint, 'nothing was created so far');

select t.says(t.see('s1', 'http://www.news.example/1?x=1'), 'ok', 'a page makes its article');
select is(t.body('title') || t.body('key') || t.body('site') || t.version(), 'Seenfirst-sight:' || t.id('s1') || 'default1', 'the article has the title and a key of its own');
select t.says(t.see('s1', 'http://www.news.example/1?x=1'), 'ok', 'the same id again succeeds');
select t.says(t.see('s2', 'https://news.example/1/', 'Other'), 'again', 'another page of the same address finds the article');
select is(t.body('title') || t.body('id'), 'Seen' || t.id('s1'), 'its title stays');
select is((select count(*) from core.audit where object_id = t.id('s1') and codes = '{"first_sight": "https://news.example"}'), 1::bigint, 'the creation is audited once, with the page''s origin');
select is((select count(*) from core.journal where article_id = t.id('s1')), 1::bigint, 'the creation is in the journal');
update core.article set state = 'hidden' where id = t.id('s1');
select t.says(t.see('s2', 'https://news.example/1'), 'not_found', 'a hidden article is not found');
update core.article set state = 'open' where id = t.id('s1');

-- the day's limit
select t.says(t.see('s2', 'https://news.example/2'), 'ok', 'a second article');
select t.says(t.see('s3', 'https://news.example/3'), 'ok', 'a third article');
select t.says(t.see('s4', 'https://news.example/4'), 'too_fast', 'a fourth article within a day is over the limit of three');
select cmp_ok(t.body('wait')::int, '>', 86000, 'the refusal says how long to wait');
select t.says(t.see('s4', 'https://news.example/3'), 'again', 'an article that exists is found over the limit');
select t.later('23 hours');
select t.says(t.see('s4', 'https://news.example/4'), 'too_fast', 'the limit holds for 24 hours');
select t.later('25 hours');
select t.says(t.see('s4', 'https://news.example/4'), 'ok', 'a day later the site takes another one');

-- the newsroom takes one over
select t.says(format($$article_create(t.token('staff'), %L, null, 'own', 'https://news.example/2/', 'Ours')$$, t.id('c1')), 'again', 'staff create the article of such an address');
select is(t.body('id') || t.body('key') || t.body('title') || t.body('url') || t.version(), t.id('s2') || 'ownOurshttps://news.example/2/2', 'it has their key, title and address, and a new version');
select t.says(format($$article_create(t.token('staff'), %L, null, 'own2', 'https://news.example/2/', 'Other')$$, t.id('c2')), 'url_taken', 'it is taken over once');
select is((select count(*) from core.article where id in (t.id('c1'), t.id('c2'))), 0::bigint, 'no second article is left');

-- the sweep
select t.does(t.post('ann', 's3', 'first')) \gset
update core.comment set state = 'held', visible = false where id = t.id('first');
select t.later('29 days');
select is(t.sweep(), 0, 'before 30 days nothing is deleted');
select t.later('31 days');
select is(t.sweep(), 1, 'after 30 days the article without a comment is deleted');
select is((select string_agg(n.name, ' ' order by n.name) from core.article a join t.name n on n.id = a.id where n.name like 's_'), 's2 s3 s4',
	'one with a held comment, one that was taken over and a younger one stay');
select is((select count(*) from core.article_url u where u.article_id = t.id('s1')) + (select count(*) from core.journal j where j.article_id = t.id('s1')), 0::bigint, 'its address and journal are deleted');
select is((select string_agg(n.name, ' ' order by n.name) from core.first_sight f join t.name n on n.id = f.article_id), 's4', 'an article that stays is not looked at again');
select is(core.article_merge(t.id('s3'), t.id('s4'))::text, '(ok,0)', 'such an article can be merged');
select is((select count(*) from core.first_sight), 0::bigint, 'a merged article is not swept');
select * from finish();
