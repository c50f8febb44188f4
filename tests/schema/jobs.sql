-- Goal: jobs: who may, what a filter means, each state's moves, one worker at a time, steps that end exactly.
\i lib/stage.sql
select plan(46);
create function t.make(p_who text, p_job text, p_filter text, p_action text default 'reject', p_reason text default 'spam') returns text language sql as $$
	select format('job_make(%L, %L, %L, %L, %L, null)', t.token(p_who), t.id(p_job), p_filter, p_action, p_reason)
$$;
create function t.move(p_who text, p_job text, p_verb text) returns text language sql as $$
	select format('job_move(%L, %L, %L, %L)', t.token(p_who), t.id(p_job), p_verb, core.new_id())
$$;
create function t.step(p_worker text default 'w1', p_most int default 2) returns text language sql as $$ select format('job_step(%L, 60, %s)', t.id(p_worker), p_most) $$;
create function t.job(p_job text) returns text language sql as $$
	select concat_ws(' ', state, decided, skipped, undone, kept) from core.job where id = t.id(p_job)
$$;
select t.does(t.post('ann', 'article', 'c' || i, p_body => 'Cheap % pills ' || i)) from generate_series(1, 5) i;
select t.does(t.post('ann', 'article', 'h1', p_hits => t.hit('hold', 'hate', 'links'))) \gset
select t.does(t.post('mod', 'article', 'own', p_body => 'Cheap % pills, says the moderator')) \gset

select t.says(t.make('ann', 'x', '{"text":"pills"}'), 'forbidden', 'a reader makes no job');
select t.says(t.make('auditor', 'x', '{"text":"pills"}'), 'forbidden', 'nor an auditor');
select t.says(t.make(null, 'x', '{"text":"pills"}'), 'sign_in', 'nor nobody');
select t.says(t.make('mod', 'x', '{"text":"pills"}', p_reason => null), 'reason_required', 'a rejection has a reason');
select t.says(t.make('mod', 'x', '{"text":"pills"}', p_reason => 'because'), 'unknown_reason', 'of the list');
update core.site set settings = '{"second": {"reasons": ["illegal"], "roles": []}}';
select t.says(t.make('mod', 'x', '{"text":"pills"}', p_reason => 'illegal'), 'second_needed', 'and not one that two must agree on');
select t.says(t.make('mod', 'j1', '{"text":"% PILLS"}'), 'ok', 'by text, letter for letter but for case');
select is(t.body('job,matched') || t.body('job,state') || json_array_length(t.json() -> 'sample'), '5preview5', 'counts and shows; never the maker''s own');
select t.says(t.make('mod', 'j1', '{"text":"other"}'), 'ok', 'the same id');
select is(t.body('job,filter,text'), '% PILLS', 'is the same job');
select t.says(t.make('mod', 'f1', '{"rule":"links"}', 'approve', null), 'ok', 'by rule');
select is(t.body('job,matched'), '1', 'what it held');
select t.says(t.make('mod', 'f2', '{"reason":"hate","state":"published"}'), 'ok', 'by reason and state');
select is(t.body('job,matched'), '0', 'none');
select t.says(t.make('mod', 'f3', format('{"author":"%s","article":"%s"}', t.id('ann'), t.id('article'))), 'ok', 'by author and article');
select is(t.body('job,matched'), '6', 'all');
select t.says(t.make('mod', 'f4', format('{"article":"%s"}', t.id('article')), 'restore', null), 'ok', 'to restore');
select is(t.body('job,matched'), '1', 'only what is not shown');

select t.says(format('job_get(t.token(''mod2''), %L)', t.id('j1')), 'ok', 'who moderates everywhere sees it');
select t.says(format('job_get(t.token(''mod''), %L)', core.new_id()), 'not_found', 'no such job');
select t.says(format('job_get(t.token(''ann''), %L)', t.id('j1')), 'forbidden', 'not for readers');
select t.says(format('job_get(''\xff'', %L)', t.id('j1')), 'sign_in', 'nor nobody');
select t.says(t.move('auditor', 'j1', 'start'), 'forbidden', 'an auditor starts nothing');
select t.says(t.move(null, 'j1', 'start'), 'sign_in', 'nor nobody');
select t.says(t.move('mod', 'none', 'start'), 'not_found', 'no such job');
select t.says(t.move('mod', 'j1', 'undo'), 'conflict', 'nothing to undo');
select t.says(t.step(), 'idle', 'nothing runs before its start');
select t.says(t.move('mod', 'j1', 'start'), 'ok', 'start');
select t.says(t.step(), 'ok', 'a step');
select is(t.body('articles,0,id')::uuid, t.id('article'), 'says which article changed');
select t.says(t.step('w2'), 'idle', 'one worker at a time');
select t.says(t.move('mod', 'j1', 'pause'), 'ok', 'pause');
select t.says(t.step(), 'idle', 'stops it');
select is(t.job('j1'), 'paused 2 0 0 0', 'where it is');
select t.says(t.move('mod', 'j1', 'start'), 'ok', 'go on');
select t.does(t.step('w2')) from generate_series(1, 2);
select is(t.job('j1'), 'done 5 0 0 0', 'to the end');
select t.says(t.step('w2'), 'idle', 'and no further');
select is(t.decide('mod2', 'c2', 2, 'restore'), '200', 'something happens to one');
select t.says(t.move('mod2', 'j1', 'undo'), 'ok', 'another moderator undoes it');
select t.does(t.step('w1', 3)) from generate_series(1, 2);
select is(t.job('j1'), 'undone 5 0 4 1', 'all but that one');
select is((select count(*) from core.case_file f where f.state = 'open' and f.comment_id <> t.id('h1')), 0::bigint, 'leaving no case open but what waited before');
select is((select count(distinct undone_by) || min(undone_by::text) from core.decision where job_id = t.id('j1') and undone_at is not null), 1 || t.id('mod2')::text, 'who did is on record');
select is((select count(*) from core.comment where article_id = t.id('article') and state = 'published'), 6::bigint, 'and they are shown');
select t.says(t.move('mod', 'f3', 'start'), 'ok', 'another job');
delete from core.role where account_id = t.id('mod');
select t.does(t.step('w1')) \gset
select is(t.job('f3'), 'paused 0 0 0 0', 'stops when its maker moderates no more');
select is_empty('select * from core.recount()', 'every counter agrees');
select * from finish();
