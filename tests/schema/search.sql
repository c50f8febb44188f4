-- Goal: texts are folded so that Korean words are found inside words; what is not asked for is not in the statement.
\i lib/stage.sql
select plan(9);
select is(core.folded('Café'), 'cafe', 'accents aside');
select ok(core.folded('새정치연합') like '%' || core.folded('정치') || '%', 'a word inside a word');
select is(length(core.folded('정치')), 5, 'two syllables are five letters');
do $$ begin perform t.does(t.post('ann', 'article', 'c1', p_body => 'Some plain words.')); end $$;
create function t.search(p_who text, p_in text, p_q text) returns text language sql as $$
	select format('search(%L, %L, %L, null, null, null, null, null, null, null, 20, %L)', t.token(p_who), p_in, p_q, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
$$;
select t.says('search_fill(500)', 'idle', 'all that was written is taken');
select t.says(t.search('mod', 'comments', 'lain word'), 'ok', 'and found');
select is(json_array_length(t.json() -> 'cases'), 1, 'once');
select t.says(t.search('bob', 'comments', 'lain word'), 'forbidden', 'not by a reader');
insert into core.session (id, account_id, token, network, expires_at) values (core.new_id(), t.id('ann'), '\x01', 'n1', core.now() + interval '1 day'),
	(core.new_id(), t.id('bob'), '\x02', 'n1', core.now() + interval '1 day'), (core.new_id(), t.id('cho'), '\x03', 'n2', core.now() + interval '1 day');
select is(core.related_json(t.id('ann'), 30)::jsonb #>> '{0,username}', 'bob', 'related by an equal network');
select is(core.related_json(t.id('ann'), 0)::text, '[]', 'unless the policy forbids it');
select * from finish();
