-- SPDX-License-Identifier: Apache-2.0
-- Goal: texts are folded so that Korean words are found inside words. A query holds only the conditions that were
-- asked for.
\i lib/fixture.sql
select plan(57);
select is(core.folded('Café'), 'cafe', 'folding drops accents');
select is(core.folded(U&'It\2019s \201Cso\201D \2013 a\200Bb\00A0\3000c'), 'it''s "so" - ab c', 'folding unifies quotes, dashes and spaces and drops invisible characters');
select is(core.folded(U&'\05E9\05B8\05C1\05DC \0645\064F\062D\0640\0645\0651\062F'), U&'\05E9\05DC \0645\062D\0645\062F', 'folding drops vowel points and Arabic elongation');
select is(core.folded('ς Straße ﬁ'), 'σ strasse fi', 'folding unifies letters with two forms');
select is(core.search_pattern(U&'\200B\0301'), null, 'a query without a visible character has no pattern');
select is(core.visible_text('<p dir="auto">a <strong>b</strong>c<br>' || E'\n' || 'd &lt;p&gt; &amp;lt;</p>' || E'\n' || '<p><a href="http://x/?a&amp;b" rel="y">here</a></p>'),
	E'a bc\n\nd <p> &lt;\n\nhere\n\nhttp://x/?a&b', 'visible text has no tags, decodes references once and lists addresses last');
select ok(core.folded('새정치연합') like '%' || core.folded('정치') || '%', 'a Korean word is found inside a word');
select is(length(core.folded('정치')), 5, 'two Hangul syllables fold to five letters');
do $$ begin perform t.does(t.post('ann', 'article', 'c1', p_body => 'Some plain words.')); end $$;
create function t.search(p_who text, p_in text, p_q text) returns text language sql as $$
	select format('search(%L, %L, %L, null, null, null, null, null, null, null, 20, %L)', t.token(p_who), p_in, p_q, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
$$;
select t.says('search_fill(500)', 'idle', 'the search has no text left to index');
select t.says(t.search('mod', 'comments', 'lain word'), 'ok', 'a moderator searches comments by a part of two words');
select is(json_array_length(t.json() -> 'cases'), 1, 'the search finds one comment');
select t.says(t.search('bob', 'comments', 'lain word'), 'forbidden', 'a reader may not search');
insert into core.session (id, account_id, token, network, expires_at) values (core.new_id(), t.id('ann'), '\x01', 'n1', core.now() + interval '1 day'),
	(core.new_id(), t.id('bob'), '\x02', 'n1', core.now() + interval '1 day'), (core.new_id(), t.id('cho'), '\x03', 'n2', core.now() + interval '1 day');
select is(core.related_json(t.id('ann'), 30)::jsonb #>> '{0,username}', 'bob', 'accounts with an equal network are related');
select is(core.related_json(t.id('ann'), 0)::text, '[]', 'a policy of 0 days relates no accounts');

-- where it matters: of whom a ban has ended the sessions
create function t.enters(p_who text, p_network text) returns void language sql as $$
	select t.does(format('session_open(%L, %L, null, %L, %L, 3600, %L, null)', t.id(p_who), 'hash of ' || p_who, core.new_id(), sha256(random()::text::bytea), p_network))
$$;
select t.enters('dan', '\xaa') \gset
select is((select count(*) from core.account_network), 0::bigint, 'networks are not stored without a policy');
update core.site set settings = settings || '{"related_days": 30}';
select t.enters('dan', '\xaa'), t.enters('dan', '\xaa'), t.enters('dan', '\xbb'), t.enters('bob', '\xaa') \gset
select t.does(format('account_create(%L, ''new'', ''new'', null, ''h'', %L, ''\x77'', 3600, ''\xaa'', null)', t.id('new'), core.new_id())) \gset
select is((select count(*) from core.account_network), 4::bigint, 'each network of an account is stored once');
select t.says(format('sanction_add(t.token(''mod''), %L, core.new_id(), ''ban'', null, ''spam'', null, null, null, null, null, null, null)', t.id('dan')), 'ok', 'a moderator bans an account');
select is((select array_agg(r ->> 'username' order by r ->> 'username') from json_array_elements(core.related_json(t.id('dan'), 30)) r), '{bob,new}', 'a banned account keeps its related accounts');
select is((select array_agg(r ->> 'username' order by r ->> 'username') from json_array_elements(core.related_json(t.id('new'), 30)) r), '{bob,dan}', 'the relation holds in both directions');
select t.later('29 days');
select is(core.sweep_networks(100), 0, 'the sweep keeps networks within the policy''s days');
select t.later('31 days');
select is(core.related_json(t.id('dan'), 30)::text, '[]', 'networks older than the policy''s days relate no accounts');
select is(core.sweep_networks(3), 3, 'the sweep deletes networks older than the policy''s days');
select t.later('0');
update core.site set settings = settings - 'related_days';
select is(core.sweep_networks(100), 1, 'the sweep deletes networks when the policy ends');

-- what has no three letters in a row is looked for in ten thousand texts at a time
select t.does(t.post('ann', 'article', 'short', p_body => '北京 xy.')) \gset
select t.does(t.post('ann', 'article', 'long', p_body => 'Something elaborate.')) \gset
select outcome from api_1.search_fill(500) \gset
insert into core.search_text (comment_id, article_id, site_id, text)
select core.id_from(core.now() + make_interval(secs => i)), t.id('article'), t.id('site'), 'nothing' from generate_series(1, 10000) i;
analyze core.search_text;
create function t.find(p_q text, p_at text default 'ffffffff-ffff-ffff-ffff-ffffffffffff', p_in text default 'comments') returns text language sql as $$
	select format('search(t.token(''mod''), %L, %L, null, null, null, null, null, null, null, 20, %L)', p_in, p_q, p_at)
$$;
create table t.short (q text);
insert into t.short values ('xy'), ('北京'), ('y.'), ('y');
create function t.walks(p_q text) returns setof text language plpgsql as $$
begin
	return next t.says(t.find(p_q), 'ok', 'a search for ' || p_q || ' succeeds');
	return next is(json_array_length(t.json() -> 'cases')::text || (t.body('next') is not null), '0true', 'the first page of ' || p_q || ' looks at ten thousand texts');
	return next t.says(t.find(p_q, t.body('next')), 'ok', 'the next page of ' || p_q || ' succeeds');
	return next is(t.body('cases,0,case') || coalesce(t.body('next'), ''), t.id('short')::text, 'the next page finds ' || p_q);
end $$;
select w.* from t.short s, t.walks(s.q) w;
select t.says(t.find('elab'), 'ok', 'a moderator searches a longer word');
select is(t.body('cases,0,case'), t.id('long')::text, 'a longer word is found on the first page');

-- an author's record is that on the asker's sites
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
select core.article_make(t.id('article2'), 'second', 'a', 'https://second.example/a', 'A') \gset
select t.person('eve') \gset
select t.role_put(t.id('eve'), 'moderator', t.id('site2'), null, core.new_id()) \gset
select t.does(t.post('ann', 'article2', 'other')) \gset
select is((select array[core.record_json(t.id('ann'), null) ->> 'published', core.record_json(t.id('ann'), array[t.id('site2')]) ->> 'published']), '{4,1}', 'an author''s record counts the comments on the given sites only');
select is((select core.record_json(t.id('dan'), array[t.id('site2')]) ->> 'sanctions'), '1', 'a sanction of all sites counts on every site');
select t.says(format('moderated_account(t.token(''eve''), %L)', t.id('ann')), 'ok', 'a moderator of the second site sees an author');
select is(t.body('record,published'), '1', 'the author''s record counts the second site only');
select t.says($$search(t.token('eve'), 'accounts', 'ann', null, null, null, null, null, null, null, 20, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$$, 'ok', 'a moderator of the second site searches the author');
select is(t.body('accounts,0,record,published'), '1', 'the record in the search counts the second site only');
select is(core.case_json(t.id('other')) #>> '{author,record,published}', '1', 'the record in a case counts the second site only');

-- nor does another site's article tell who wrote on it
create function t.wrote(p_who text, p_article text) returns text language sql as $$
	select format('search(%L, ''accounts'', null, null, null, null, null, %L, null, null, 20, ''ffffffff-ffff-ffff-ffff-ffffffffffff'')', t.token(p_who), p_article)
$$;
select t.says(t.wrote('eve', t.id('article2')::text), 'ok', 'a moderator of the second site searches the authors of an article there');
select is(t.body('accounts,0,username'), 'ann', 'the author of the article is found');
select t.says(t.wrote('eve', t.id('article')::text), 'ok', 'a moderator of the second site searches the authors of an article of the first site');
select is(json_array_length(t.json() -> 'accounts'), 0, 'authors of an article of the first site are not found');
select t.says(t.wrote('eve', 'article'), 'ok', 'a moderator of the second site searches by the key of that article');
select is(json_array_length(t.json() -> 'accounts'), 0, 'the key finds no authors of the first site');
select t.says(t.wrote('mod', 'article'), 'ok', 'a moderator of all sites searches the authors of the article');
select is(t.body('accounts,0,username'), 'ann', 'a moderator of all sites finds the author');

-- of what was written elsewhere no more than five times as many are looked past
select t.does(t.post('bob', 'article2', 'past')) \gset
select t.does(t.post('bob', 'article', 'newer' || i)) from generate_series(1, 9) i \g /dev/null
select core.author_count(t.id('bob'), array[t.id('site2')], 'published', 2) as nine \gset
select t.does(t.post('bob', 'article', 'newer10')) \gset
select is(array[:nine, core.author_count(t.id('bob'), array[t.id('site2')], 'published', 2), core.author_count(t.id('bob'), array[t.id('site2')], 'published', 3)],
	'{1,0,1}', 'a record looks past ten newer comments for two, past fifteen for three');
select * from finish();
