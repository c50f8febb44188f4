-- SPDX-License-Identifier: Apache-2.0
-- Goal: a reported name is replaced or left by one moderator of the site, the people concerned learn of it, and a lift restores the name.
\i lib/fixture.sql
select plan(63);
select core.site_make(t.id('b'), 'b', 'B', '{}') \gset
do $$ begin
	perform t.person(n) from unnest('{hand,far,farhand}'::text[]) n;
	perform t.role_put(t.id(n), r, s, null, core.new_id(), p) from (values ('hand', 'moderator', t.id('site'), '{cases}'::text[]),
		('far', 'moderator', t.id('b'), null), ('farhand', 'moderator', t.id('site'), null)) x (n, r, s, p);
end $$;
create function t.report_name(p_who text, p_whom text, p_name text, p_reason text default 'abuse', p_key text default null, p_digest text default '\x01') returns text language sql as $$
	select format('name_report(%L, %L, %L, %L, ''words'', %L, %L)', t.token(p_who), t.id(p_whom), t.id(p_name), p_reason, t.id(p_key), p_digest)
$$;
create function t.judge(p_who text, p_name text, p_entry text, p_outcome text default 'rename', p_reason text default 'abuse', p_key text default null, p_digest text default '\x01') returns text language sql as $$
	select format('name_decide(%L, %L, %L, %L, ''for us'', ''for you'', %L, %L, %L, %L)', t.token(p_who), t.id(p_name), p_outcome, p_reason,
		'[["ann","ann"],["Reader-1","reader-l"],["Reader-2","reader-2"],["Reader-3","reader-3"]]', t.id(p_entry), t.id(p_key), p_digest)
$$;
create function t.names(p_who text, p_site text default null) returns text language sql as $$
	select concat_ws(': ', outcome, (select string_agg(concat_ws(' ', n ->> 'name', json_array_length(n -> 'reports'), n ->> 'may_decide'), ', ') from json_array_elements(body -> 'names') n))
	from api_1.name_list(t.token(p_who), 20, '00000000-0000-0000-0000-000000000000', p_site)
$$;
create function t.name(p_who text) returns text language sql as $$ select username from core.account where id = t.id(p_who) $$;
create function t.take(p_who text, p_name text, p_id text) returns text language sql as $$
	select format('account_change(%L, %L, %L, %L, 2592000, null, null, false, null, null, null)', t.token(p_who), t.id(p_id), p_name, p_name)
$$;

update core.account set email = username || '@x.example', email_verified = true;

-- reporting
select t.says(t.report_name('ann', 'bob', 'r1'), 'ok', 'a reader reports a name');
select is(t.body('name'), 'bob', 'the report has the name');
select t.says(t.report_name('ann', 'bob', 'r1'), 'ok', 'the same id again succeeds');
select t.says(t.report_name('ann', 'bob', 'r1b', 'hate'), 'again', 'a second report of the same name is the first one');
select is(t.body('id')::uuid, t.id('r1'), 'and shows it');
select t.says(t.report_name('cho', 'bob', 'r2', 'hate', 'k1'), 'ok', 'another reader reports it too');
select t.says(t.report_name('cho', 'bob', 'r2b', 'hate', 'k1'), 'ok', 'the same key again succeeds');
select is(t.body('id')::uuid, t.id('r2'), 'with the first report');
select t.says(t.report_name('cho', 'dan', 'r2c', 'hate', 'k1', '\x02'), 'key_reused', 'the same key with another body is refused');
select t.says(t.report_name('bob', 'bob', 'x'), 'forbidden', 'the own name cannot be reported');
select t.says(t.report_name('ann', 'nobody', 'x'), 'not_found', 'an unknown account is not found');
select t.says(replace(t.report_name('ann', 'bob', 'x'), t.token('ann')::text, '\x00'), 'sign_in', 'a report needs a session');
select is((select count(*) from core.name_report), 2::bigint, 'refused reports are not stored');
select is((select count(*) from core.name_report where site_id = t.id('site')), 2::bigint, 'without comments the default site decides');

-- the list
select is(t.names('mod'), 'ok: bob 2 true', 'moderators see the name once, with its reports');
select is(t.names('hand'), 'ok: bob 2 false', 'a moderator without the area sanctions reads it alone');
select is(t.names('auditor'), 'ok: bob 2 false', 'and so does an auditor');
select is(t.names('far'), 'ok', 'a moderator of another site sees nothing');
select is(t.names('far', 'default'), 'not_found', 'and does not find the site');
select is(t.names('ann'), 'forbidden', 'a reader may not read it');
select is((select (body #>> '{counts,names}')::int from api_1.case_list(t.token('mod'), 'all', null, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')), 1, 'the queue counts it');
select is((select (body #>> '{counts,names}')::int from api_1.case_list(t.token('far'), 'all', null, 20, 1e300, 'ffffffff-ffff-ffff-ffff-ffffffffffff')), 0, 'on its site alone');
select is((select body::text like '%' || t.id('ann') || '%' from api_1.name_list(t.token('mod'), 20, '00000000-0000-0000-0000-000000000000')), false, 'no reporter is shown');

-- roles that may decide
select t.says(t.judge('far', 'r1', 'x'), 'not_found', 'a moderator of another site does not find the report');
select t.says(t.judge('hand', 'r1', 'x'), 'forbidden', 'the area cases is not enough');
select t.says(t.judge('auditor', 'r1', 'x'), 'forbidden', 'an auditor may not decide');
select t.says(t.judge('ann', 'r1', 'x'), 'forbidden', 'a reader may not decide');
select t.says(t.judge('mod', 'none', 'x'), 'not_found', 'an unknown report is not found');
select t.says(t.judge('mod', 'r1', 'x', 'rename', 'because'), 'unknown_reason', 'an unknown reason is refused');
select is(t.name('bob'), 'bob', 'a refused decision changes nothing');
select t.does(t.report_name('ann', 'far', 'r3')) \gset
select t.says(t.judge('farhand', 'r3', 'x'), 'forbidden', 'a moderator of one site may not rename one of another site');

-- rename
select t.says(t.judge('mod', 'r2', 's1', p_key => 'k2'), 'ok', 'a moderator replaces the name');
select is(t.name('bob'), 'Reader-1', 'the account has the first free name');
select is(t.body('decided,outcome') || ' ' || t.body('decided,by,username'), 'rename mod', 'the answer has the decision');
select t.says(t.judge('mod', 'r2', 's1b', p_key => 'k2'), 'ok', 'the same key again succeeds');
select t.says(t.judge('mod', 'r2', 's1'), 'ok', 'the same entry again succeeds');
select t.says(t.judge('mod', 'r2', 's1b', p_key => 'k2', p_digest => '\x02'), 'key_reused', 'the same key with another body is refused');
select t.says(t.judge('mod2', 'r1', 'x', 'none'), 'conflict', 'a colleague comes too late');
select is(t.body('decided,by,username'), 'mod', 'and learns who decided');
select is((select count(*) from core.sanction where account_id = t.id('bob')), 1::bigint, 'there is one sanction');
select is((select row(kind, body ->> 'action', body ->> 'reason', body ->> 'note', body #>> '{appeal,path}')::text from core.notice where account_id = t.id('bob')), '(sanction,rename,abuse,"for you",/v1/appeals)', 'the account gets a statement of reasons');
select is((select string_agg(account_id || (body ->> 'upheld') || (body ->> 'about'), ' ' order by account_id) from core.notice where kind = 'report'), t.id('ann') || 'truename ' || t.id('cho') || 'truename', 'both reporters learn the result');
select is((select count(*) from core.outbox where account_id in (t.id('ann'), t.id('cho'))), 0::bigint, 'without a mail, whose words are about comments');
select is((select row(action, actor_id = t.id('mod'), codes ->> 'kind')::text from core.audit where id = t.id('s1')), '(sanction,t,rename)', 'it is audited');
select is((select row(kind, source)::text from core.restrictions(null, '-infinity', 'infinity')), '(rename,report)', 'the figures count it as found by a report');
select is(core.dsa_fault(core.dsa_json(id, kind, site_id, revision, reason, source, automated, at, until, content_at)), null, 'its statement for the EU database is sound') from core.restrictions(null, '-infinity', 'infinity');
select is(t.names('mod2'), 'ok: far 1 false', 'the list has it no more');

-- the next name
select t.says(t.take('bob', 'bob', 'n0'), 'name_removed', 'the account may not take the name back');
select t.says(t.take('ann', 'bob', 'n0'), 'username_taken', 'nobody else may have it');
select t.says(t.take('bob', 'robert', 'n1'), 'ok', 'the account may choose another name at once');
select t.says(t.take('bob', 'bertie', 'n2'), 'name_wait', 'and then waits as usual');
select t.says(format('sanction_lift(%L, %L, %L, core.new_id())', t.token('mod'), t.id('bob'), t.id('s1')), 'ok', 'a lift ends the sanction');
select is(t.name('bob'), 'robert', 'a name that the account chose since stays');

-- a lift restores the name; an appeal does too
select t.does(t.report_name('ann', 'cho', 'r4')), t.does(t.judge('mod', 'r4', 's2')) \gset
select t.says(format('sanction_lift(%L, %L, %L, core.new_id())', t.token('mod'), t.id('cho'), t.id('s2')), 'ok', 'a moderator lifts the next one');
select is(t.name('cho'), 'cho', 'the name is back');
select t.does(t.report_name('ann', 'dan', 'r5')), t.does(t.judge('mod', 'r5', 's3')) \gset
select t.says(format('appeal_post(%L, %L, null, %L, null, ''it is my name'', null, null)', t.token('dan'), t.id('p'), t.id('s3')), 'ok', 'the account appeals');
select t.says(format('appeal_decide(%L, %L, ''overturned'', null, %L)', t.token('mod2'), t.id('p'), t.id('e')), 'ok', 'a colleague overturns it');
select is(t.name('dan'), 'dan', 'the name is back');
select t.says(format('appeal_undo(%L, %L, core.new_id())', t.token('mod2'), t.id('p')), 'conflict', 'which is not taken back');

-- no action
select t.says(t.judge('admin', 'r3', 'e2', 'none', null), 'ok', 'an admin leaves a name');
select is((select count(*) from core.notice where kind = 'report' and account_id = t.id('ann') and body ->> 'upheld' = 'false' and body ->> 'about' = 'name'), 1::bigint, 'the reporter learns it');
select is(t.name('far') || ' ' || (select action from core.audit where id = t.id('e2')), 'far name_kept', 'nothing changes, and it is audited');
select t.later('366 days');
select t.does('sweep(100, 1, 1)') \gset
select is((select count(*) from core.name_report), 0::bigint, 'answered reports are deleted after a year');
select * from finish();
