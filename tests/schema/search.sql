-- Goal: texts are folded so that Korean words are found inside words; what is not asked for is not in the statement.
\i lib/stage.sql
select plan(18);
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

-- where it matters: of whom a ban has ended the sessions
create function t.enters(p_who text, p_network text) returns void language sql as $$
	select t.does(format('session_open(%L, %L, null, %L, %L, 3600, %L, null)', t.id(p_who), 'hash of ' || p_who, core.new_id(), sha256(random()::text::bytea), p_network))
$$;
select t.enters('dan', '\xaa') \gset
select is((select count(*) from core.account_network), 0::bigint, 'networks are not kept unless a policy allows it');
update core.site set settings = settings || '{"related_days": 30}';
select t.enters('dan', '\xaa'), t.enters('dan', '\xaa'), t.enters('dan', '\xbb'), t.enters('bob', '\xaa') \gset
select t.does(format('account_create(%L, ''new'', ''new'', null, ''h'', %L, ''\x77'', 3600, ''\xaa'', null)', t.id('new'), core.new_id())) \gset
select is((select count(*) from core.account_network), 4::bigint, 'once each');
select t.says(format('sanction_add(t.token(''mod''), %L, core.new_id(), ''ban'', null, ''spam'', null, null, null, null, null, null, null)', t.id('dan')), 'ok', 'one is banned');
select is((select array_agg(r ->> 'username' order by r ->> 'username') from json_array_elements(core.related_json(t.id('dan'), 30)) r), '{bob,new}', 'and related still');
select is((select array_agg(r ->> 'username' order by r ->> 'username') from json_array_elements(core.related_json(t.id('new'), 30)) r), '{bob,dan}', 'both ways');
select t.later('29 days');
select is(core.sweep_networks(100), 0, 'within the policy''s days');
select t.later('31 days');
select is(core.related_json(t.id('dan'), 30)::text, '[]', 'and no longer');
select is(core.sweep_networks(3), 3, 'are they kept');
select t.later('0');
update core.site set settings = settings - 'related_days';
select is(core.sweep_networks(100), 1, 'nor once it forbids it');
select * from finish();
