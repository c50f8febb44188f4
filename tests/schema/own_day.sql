-- SPDX-License-Identifier: Apache-2.0
-- Goal: a moderator sees what they did in the last 24 hours, and nothing of colleagues, jobs or the day before.
\i lib/fixture.sql
select plan(4);
create function t.day(p_who text) returns text language sql as $$
	select concat_ws(' ', body #>> '{day,decided}', body #>> '{day,undone}', body #>> '{day,skipped}')
	from api_1.case_list(t.token(p_who), 'all', null, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
$$;
do $$ begin
	for i in 1 .. 7 loop
		perform t.does(t.post('ann', 'article', 'c' || i, p_hits => t.hit('hold')));
	end loop;
	perform t.decide('mod', 'c1', 1, 'reject', 'spam', 'd1');
end $$;
update core.decision set id = core.id_from(core.now() - interval '25 hours') where id = t.id('d1');
do $$ begin
	perform t.decide('mod', 'c2', 1, 'reject', 'spam', 'd2');
	perform t.decide('mod', 'c3', 1, 'approve', null, 'd3');
	perform t.decide('mod', 'c4', 1, 'escalate', null, 'd4');
	perform t.decide('mod2', 'c5', 1, 'approve', null, 'd5');
	perform t.does(format('decision_undo(%L, %L, core.new_id())', t.token('mod2'), t.id('d2')));
	perform t.does(format('case_skip(%L, %L, core.new_id())', t.token('mod'), t.id('c6')));
	perform t.does(format('job_make(%L, %L, %L, ''reject'', ''spam'', null)', t.token('mod'), t.id('j'), format('{"author":"%s"}', t.id('ann'))));
	perform t.does(format('job_move(%L, %L, ''start'', core.new_id())', t.token('mod'), t.id('j')));
	perform t.does(format('job_step(%L, 60, 100)', t.id('w1')));
end $$;
select cmp_ok((select count(*) from core.decision where job_id is not null), '>', 0::bigint, 'a job decides too');
select is(t.day('mod'), '3 1 1', 'decisions, those undone by anybody, and skips of the last 24 hours count');
select is(t.day('mod2'), '1 0 0', 'a colleague has numbers of their own');
select is(t.day('auditor'), '0 0 0', 'an auditor did nothing');
select * from finish();
