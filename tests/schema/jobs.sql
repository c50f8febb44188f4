-- SPDX-License-Identifier: Apache-2.0
-- Goal: jobs keep their access rules, filters and transitions. One worker runs a job at a time, and its steps end
-- exactly.
\i lib/fixture.sql
select plan(68);
create function t.make(p_who text, p_job text, p_filter text, p_action text default 'reject', p_reason text default 'spam') returns text language sql as $$
	select format('job_make(%L, %L, %L, %L, %L, null)', t.token(p_who), t.id(p_job), p_filter, p_action, p_reason)
$$;
create function t.move(p_who text, p_job text, p_verb text) returns text language sql as $$
	select format('job_move(%L, %L, %L, %L)', t.token(p_who), t.id(p_job), p_verb, core.new_id())
$$;
create function t.step(p_worker text default 'w1', p_max int default 2) returns text language sql as $$ select format('job_step(%L, 60, %s)', t.id(p_worker), p_max) $$;
create function t.job(p_job text) returns text language sql as $$
	select concat_ws(' ', state, decided, skipped, undone, kept) from core.job where id = t.id(p_job)
$$;
select t.does(t.post('ann', 'article', 'c' || i, p_body => 'Cheap % pills ' || i)) from generate_series(1, 5) i;
select t.does(t.post('ann', 'article', 'h1', p_hits => t.hit('hold', 'hate', 'links'))) \gset
select t.does(t.post('mod', 'article', 'own', p_body => 'Cheap % pills, says the moderator')) \gset

select (api_1.search_fill(1000)).version as filled \gset

select t.says(t.make('ann', 'x', '{"text":"pills"}'), 'forbidden', 'a reader may not make a job');
select t.says(t.make('auditor', 'x', '{"text":"pills"}'), 'forbidden', 'an auditor may not make a job');
select t.says(t.make(null, 'x', '{"text":"pills"}'), 'sign_in', 'making a job needs a session');
select t.says(t.make('mod', 'x', '{"text":"pills"}', p_reason => null), 'missing_reason', 'a rejecting job needs a reason');
select t.says(t.make('mod', 'x', '{"text":"pills"}', p_reason => 'because'), 'unknown_reason', 'an unknown reason is refused');
update core.site set settings = '{"second": {"reasons": ["illegal"], "roles": []}}';
select t.says(t.make('mod', 'x', '{"text":"pills"}', p_reason => 'illegal'), 'second_needed', 'a reason that needs a second moderator is refused');
select t.says(t.make('mod', 'j1', '{"text":"% PILLS"}'), 'ok', 'a filter by text ignores case and takes % literally');
select is(t.body('job,matched') || t.body('job,state') || json_array_length(t.json() -> 'sample'), '5preview5', 'the preview counts and shows matches, except the maker''s own comments');
select t.says(t.make('mod', 'j1', '{"text":"other"}'), 'ok', 'the same id again succeeds');
select is(t.body('job,filter,text'), '% PILLS', 'the same id again is the same job');
select t.says(t.make('mod', 'f0', '{"text":"PÍLLS"}'), 'ok', 'a filter by text folds accents');
select is(t.body('job,matched'), '5', 'a filter with accents matches as many comments as a search');
select t.says(t.make('mod', 'f1', '{"rule":"links"}', 'approve', null), 'ok', 'a job filters by rule');
select is(t.body('job,matched'), '1', 'the filter by rule matches the held comment');
select t.says(t.make('mod', 'f2', '{"reason":"hate","state":"published"}'), 'ok', 'a job filters by reason and state');
select is(t.body('job,matched'), '0', 'the filter by reason and state matches nothing');
select t.says(t.make('mod', 'f3', format('{"author":"%s","article":"%s"}', t.id('ann'), t.id('article'))), 'ok', 'a job filters by author and article');
select is(t.body('job,matched'), '6', 'the filter by author and article matches all comments');
select t.says(t.make('mod', 'f4', format('{"article":"%s"}', t.id('article')), 'restore', null), 'ok', 'a job may restore');
select is(t.body('job,matched'), '1', 'a restoring job matches hidden comments only');

select t.says(format('job_get(t.token(''mod2''), %L)', t.id('j1')), 'ok', 'a moderator of all sites sees the job');
select t.says(format('job_get(t.token(''mod''), %L)', core.new_id()), 'not_found', 'an unknown job is not found');
select t.says(format('job_get(t.token(''ann''), %L)', t.id('j1')), 'forbidden', 'a reader may not see a job');
select t.says(format('job_get(''\xff'', %L)', t.id('j1')), 'sign_in', 'seeing a job needs a session');
select t.says(t.move('auditor', 'j1', 'start'), 'forbidden', 'an auditor may not start a job');
select t.says(t.move(null, 'j1', 'start'), 'sign_in', 'starting a job needs a session');
select t.says(t.move('mod', 'none', 'start'), 'not_found', 'an unknown job cannot be started');
select t.says(t.move('mod', 'j1', 'undo'), 'conflict', 'a job that never ran cannot be undone');
select t.says(t.step(), 'idle', 'no job runs before its start');
select t.says(t.move('mod', 'j1', 'start'), 'ok', 'a moderator starts the job');
select t.says(t.step(), 'ok', 'a worker runs a step');
select is(t.body('articles,0,id')::uuid, t.id('article'), 'the step names the article that changed');
select t.says(t.step('w2'), 'idle', 'a second worker finds no work');
select t.says(t.move('mod', 'j1', 'pause'), 'ok', 'a moderator pauses the job');
select t.says(t.step(), 'idle', 'a paused job runs no step');
select is(t.job('j1'), 'paused 2 0 0 0', 'a paused job keeps its progress');
select t.says(t.move('mod', 'j1', 'start'), 'ok', 'a moderator resumes the job');
select t.does(t.step('w2')) from generate_series(1, 2);
select is(t.job('j1'), 'done 5 0 0 0', 'the job runs to its end');
select t.says(t.step('w2'), 'idle', 'a finished job runs no step');
select is(t.decide('mod2', 'c2', 2, 'restore'), '200', 'a moderator restores one comment after the job');
select t.says(t.move('mod2', 'j1', 'undo'), 'ok', 'another moderator undoes the job');
select t.does(t.step('w1', 3)) from generate_series(1, 2);
select is(t.job('j1'), 'undone 5 0 4 1', 'the undo leaves out the comment that was decided since');
select is((select count(*) from core.case_file f where f.state = 'open' and f.comment_id <> t.id('h1')), 0::bigint, 'the undo leaves no case open except the one open before');
select is((select count(distinct undone_by) || min(undone_by::text) from core.decision where job_id = t.id('j1') and undone_at is not null), 1 || t.id('mod2')::text, 'each undone decision names the moderator who undid it');
select is((select count(*) from core.comment where article_id = t.id('article') and state = 'published'), 6::bigint, 'the undone comments are published');
select t.says(t.move('mod', 'f3', 'start'), 'ok', 'a moderator starts another job');
delete from core.role where account_id = t.id('mod');
select t.does(t.step('w1')) \gset
select is(t.job('f3'), 'paused 0 0 0 0', 'a job pauses when its maker loses the role');
select is((select row(actor_id, codes ->> 'moderator')::text from core.audit where action = 'job_pause' and object_id = t.id('f3')), format('(,%s)', t.id('mod')), 'the pause is audited without an actor');
select t.role_put(t.id('mod'), 'moderator', null, null, core.new_id()) \gset
select t.says(t.move('mod', 'f3', 'start'), 'ok', 'the job starts again when its maker is a moderator again');
insert into core.sanction (id, account_id, site_id, kind, until, reason, made_by) values (t.id('ban'), t.id('mod'), null, 'ban', 'infinity', 'abuse', t.id('admin'));
select t.does(t.step('w1')) \gset
select is(t.job('f3'), 'paused 0 0 0 0', 'a job pauses when its maker is banned on all sites');
delete from core.sanction where id = t.id('ban');

-- a job is visible to moderators of all its sites
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
select core.article_make(t.id('other'), 'second', 'other', 'https://news.example/other', 'Another') \gset
select t.person('eve'), t.person('kim'), t.person('lee') \gset
select t.role_put(t.id('eve'), 'moderator', t.id('site'), null, core.new_id()), t.role_put(t.id('kim'), 'admin', t.id('site'), null, core.new_id()),
	t.role_put(t.id('lee'), 'admin', t.id('site2'), null, core.new_id()) \gset
select t.says(t.make('eve', 'e1', format('{"article":"%s"}', t.id('article'))), 'ok', 'a moderator of one site makes a job');
select t.says(t.move('eve', 'e1', 'start'), 'ok', 'a moderator of one site starts a job');
select is((select site_id from core.audit where action = 'job_start' and object_id = t.id('e1')), t.id('site'), 'the start is audited with its site');
select is((select payload::jsonb #>> '{filter,article}' from core.audit_private p join core.audit a on a.id = p.entry where a.object_id = t.id('e1')), t.id('article')::text, 'the private part of the audit has the filter');
select t.says(format('job_get(t.token(''kim''), %L)', t.id('e1')), 'ok', 'an admin of the site sees the job');
select t.says(t.move('kim', 'e1', 'pause'), 'ok', 'an admin of the site pauses the job');
select t.says(format('job_get(t.token(''lee''), %L)', t.id('e1')), 'not_found', 'an admin of another site does not see the job');
select t.says(t.move('lee', 'e1', 'start'), 'not_found', 'an admin of another site cannot start the job');
select t.says(format('job_get(t.token(''kim''), %L)', t.id('j1')), 'not_found', 'an admin of one site does not see a job of all sites');
create function t.jobs(p_who text, p_limit int default 20, p_at uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff') returns text language sql as $$
	select format('job_list(%L, %s, %L)', t.token(p_who), p_limit, p_at)
$$;
select t.says(t.jobs('kim'), 'ok', 'an admin of one site lists jobs');
select is((select string_agg(j ->> 'id' || (j ->> 'state'), ' ') from json_array_elements(t.json() -> 'jobs') j), t.id('e1') || 'paused', 'the list has the jobs of that site only');
select t.says(t.jobs('auditor', 2), 'ok', 'an auditor lists jobs');
select is(json_array_length(t.json() -> 'jobs') || t.body('jobs,0,id'), '2' || t.id('e1')::text, 'the newest jobs come first');
select t.says(t.jobs('auditor', 20, t.body('next')::uuid), 'ok', 'an auditor reads the next page');
select is((select count(*) from json_array_elements(t.json() -> 'jobs')), (select count(*) - 2 from core.job), 'the next page has the remaining jobs');
select t.says(t.jobs('ann'), 'forbidden', 'a reader may not list jobs');
select t.says(t.jobs(null), 'sign_in', 'listing jobs needs a session');
select is_empty('select * from core.recount()', 'every counter agrees');
select * from finish();
