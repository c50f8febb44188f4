-- SPDX-License-Identifier: Apache-2.0
-- Goal: a skipped case waits behind all others for its moderator alone, and a moderator is handed only what they can decide.
\i lib/fixture.sql
select plan(48);
create function t.next(p_who text, p_limit int default 1, p_view text default 'all') returns text language sql as $$
	select format('claim_next(%L, %L, null, %s, 600)', t.token(p_who), p_view, p_limit)
$$;
create function t.skip(p_who text, p_comment text, p_on boolean default true) returns text language sql as $$
	select format('case_skip(%L, %L, %L)', t.token(p_who), t.id(p_comment), case when p_on then core.new_id() end)
$$;
create function t.list(p_who text, p_view text default 'all') returns text language sql as $$
	select format($q$case_list(%L, %L, null, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')$q$, t.token(p_who), p_view)
$$;
create function t.listed() returns text language sql as $$
	select coalesce(string_agg(k.name, ' ' order by c.n), '') from json_array_elements(t.json() -> 'cases') with ordinality c (item, n)
	join t.name k on k.id = (c.item ->> 'case')::uuid
$$;

do $$ begin
	perform t.does(t.post('ann', 'article', 'one', p_hits => t.hit('hold')));
	perform t.does(t.post('ann', 'article', 'two', p_hits => t.hit('hold')));
	perform t.does(t.post('ann', 'article', 'three', p_hits => t.hit('hold')));
end $$;
update core.case_file set priority = case comment_id when t.id('one') then 3e9 when t.id('two') then 2e9 else 1e9 end;

-- skipping
select t.says(t.next('mod'), 'ok', 'a moderator claims the next case');
select is(t.listed(), 'one', 'it is the most urgent one');
select t.says(t.skip('mod', 'one'), 'ok', 'the moderator skips it');
select is(t.body('skipped'), '1', 'one case waits behind the others');
select ok((select claimed_by is null from core.case_file where comment_id = t.id('one')), 'a skip releases the claim');
select t.says(t.skip('mod', 'one'), 'ok', 'skipping it again succeeds');
select is((select count(*) from core.case_skip), 1::bigint, 'the second skip is not counted');
select t.says(t.list('mod'), 'ok', 'the moderator lists the cases');
select is(t.listed(), 'two three', 'the list leaves the skipped case out');
select is(t.json() -> 'counts' ->> 'all' || (t.json() -> 'counts' ->> 'skipped'), '31', 'the view of skipped cases has its count');
select t.says(t.list('mod', 'skipped'), 'ok', 'the moderator lists the skipped cases');
select is(t.listed(), 'one', 'the view has the skipped case');
select t.says(t.list('mod2'), 'ok', 'a colleague lists the cases');
select is(t.listed() || ' ' || (t.json() -> 'counts' ->> 'skipped'), 'one two three 0', 'a skip concerns no colleague');
select t.says(t.next('mod'), 'ok', 'the moderator claims the next case');
select is(t.listed(), 'two', 'the next case is not the skipped one');
select t.says(t.skip('mod', 'two'), 'ok', 'the moderator skips it too');
select t.says(t.next('mod'), 'ok', 'the moderator claims the next case');
select is(t.listed(), 'three', 'the last case that was not seen comes first');
select t.says(t.next('mod'), 'ok', 'the moderator claims the next case after all were seen');
select is(t.listed(), 'one', 'the case that was skipped first comes back first');
select is((select count(*) from core.case_skip where back_at is not null), 1::bigint, 'the skip is over');
select t.says(t.next('mod2', 5), 'ok', 'a colleague claims cases');
select is(t.listed(), 'two', 'the colleague gets what is free');
select t.says(t.skip('mod', 'two'), 'ok', 'a case that a colleague holds can be skipped');
select is((select claimed_by from core.case_file where comment_id = t.id('two')), t.id('mod2'), 'the colleague keeps the claim');

-- what takes a skip back
select t.says(t.skip('mod', 'one'), 'ok', 'the moderator skips the first case again');
select is((select count(*) from core.case_skip where comment_id = t.id('one')), 2::bigint, 'each skip is counted');
select t.says(t.skip('mod', 'one', false), 'ok', 'the moderator takes the skip back');
select is(t.body('skipped') || (select count(*) from core.case_skip where comment_id = t.id('one')), '11', 'a skip that was taken back is not counted');
select t.says(t.skip('mod', 'one', false), 'ok', 'taking it back again succeeds');
select t.says(t.skip('mod', 'one'), 'ok', 'the moderator skips it once more');
select is(t.decide('mod2', 'one', 1, 'escalate'), '200', 'a colleague escalates it');
select t.says(t.list('mod'), 'ok', 'the moderator lists the cases');
select is(t.listed() like '%one%', true, 'a changed case comes back at once');
select is((select string_agg(f.key || ' ' || f.value, ', ' order by f.key) from core.figures(null, '-infinity', 'infinity') f where f.figure = 'skips'),
	'seen_again 1, waiting 2', 'the figures count skips');

-- who may
select t.says(t.skip('auditor', 'one'), 'forbidden', 'an auditor may not skip');
select t.says(t.skip('ann', 'one'), 'forbidden', 'a reader may not skip');
select t.says(t.skip(null, 'one'), 'sign_in', 'a skip needs a session');
select t.says(format('case_skip(t.token(''mod''), %L, %L)', core.new_id(), core.new_id()), 'not_found', 'an unknown case cannot be skipped');
select t.later('1 hour');
select is(t.decide('mod', 'three', 1, 'reject', 'abuse', 'd1'), '200', 'a case is decided');
select t.says(t.skip('mod', 'three'), 'not_found', 'a closed case cannot be skipped');

-- what the next case never is
select t.says(format('appeal_post(t.token(''ann''), %L, %L, null, null, ''Look again.'', null, null)', core.new_id(), t.id('d1')), 'ok', 'the author appeals the decision');
select t.says(t.next('mod2', 5), 'ok', 'a colleague who took no part claims the next cases');
select is(t.listed(), 'two', 'an appealed case and one that they escalated are not handed out');
select t.says(t.next('mod2', 5, 'appealed'), 'ok', 'the colleague claims in the view of appealed cases');
select is(t.listed(), 'three', 'the view hands it to who can decide the appeal');

-- retention
select t.later('200 days');
select t.does('sweep(100, 15897600, 2592000, 2592000, 172800, null, ''{"skip": 86400}'')');
select is((select count(*) from core.case_skip), 0::bigint, 'old skips are deleted');
select * from finish();
