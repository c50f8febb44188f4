-- SPDX-License-Identifier: Apache-2.0
-- Goal: a refused attempt is audited where its actor matters, and only there. A flood of attempts is bounded.
\i lib/fixture.sql
create table t.attempt (n int generated always as identity, who text, call text, says text, act text, code text, object text, site text);
select core.site_make(t.id('site2'), 'second', 'Second', '{}') \gset
select t.person('eve'), t.person('boss2'), t.person('gone', 'moderator') \gset
select t.role_put(t.id('eve'), 'moderator', t.id('site2'), null, core.new_id()), t.role_put(t.id('boss2'), 'admin', t.id('site2'), null, core.new_id()) \gset
update core.site set settings = '{"second": {"reasons": ["hate"]}}' where id = t.id('site');
do $$ begin
	perform t.does(t.post('ann', 'article', 'c1', p_hits => t.hit('flag')));
	perform t.does(t.post('mod', 'article', 'own'));
	perform t.does(t.post('ann', 'article', 'withdrawn'));
	perform t.does(t.post('ann', 'article', 'taken'));
	perform t.does(t.post('ann', 'article', 'twice'));
	perform t.does(format('comment_withdraw(t.token(''ann''), %L, %L)', t.id('article'), t.id('withdrawn')));
	assert t.decide('mod', 'taken', 0, 'reject', 'spam', 'd1') = '200';
	assert t.decide('mod', 'twice', 0, 'reject', 'hate') = '202';
	perform t.does(format('appeal_post(t.token(''ann''), %L, %L, null, null, ''Look.'', null, null)', t.id('p1'), t.id('d1')));
	perform t.does(format('job_make(t.token(''mod''), %L, ''{"state": "held"}'', ''approve'', null, null)', t.id('job')));
	perform t.does(format('sanction_add(t.token(''mod''), %L, %L, ''mute'', null, ''spam'', null, null, ''default'', null, null, null, null)', t.id('bob'), t.id('s1')));
	perform t.does(format('sanction_add(t.token(''admin''), %L, %L, ''ban'', null, ''spam'', null, null, null, null, null, null, null)', t.id('gone'), t.id('s2')));
	insert into core.session (id, account_id, token, expires_at) values (core.new_id(), t.id('gone'), t.token('gone'), core.now() + interval '1 day');
end $$;
create function t.sanction(p_whom text, p_site text) returns text language sql as $$
	select format('sanction_add(@, %L, core.new_id(), ''mute'', null, ''spam'', null, null, %L, null, null, null, null)', t.id(p_whom), p_site)
$$;
create function t.item(p_comment text, p_version int, p_action text, p_reason text default 'spam') returns text language sql as $$
	select format('decide(@, %L, null, null)', json_build_array(json_build_object('id', core.new_id(), 'case', t.id(p_comment),
		'version', p_version, 'action', p_action, 'reason', p_reason)))
$$;
insert into t.attempt (who, call, says, act, code, object, site) values
	('mod', t.sanction('mod2', null), 'forbidden', 'sanction', 'forbidden', 'mod2', null),
	('mod', t.sanction('admin', 'default'), 'forbidden', 'sanction', 'forbidden', 'admin', 'site'),
	('mod', t.sanction('mod', null), 'forbidden', 'sanction', 'forbidden', 'mod', null),
	('eve', t.sanction('ann', 'default'), 'not_found', 'sanction', 'not_found', 'ann', 'site'),
	('cho', t.sanction('ann', null), 'forbidden', 'sanction', 'forbidden', 'ann', null),
	('gone', t.sanction('ann', null), 'sanctioned', 'sanction', 'sanctioned', 'ann', null),
	('eve', format('sanction_lift(@, %L, %L, core.new_id())', t.id('bob'), t.id('s1')), 'not_found', 'lift', 'not_found', 's1', 'site'),
	('gone', format('sanction_restore(@, %L, %L, core.new_id())', t.id('gone'), t.id('s2')), 'sanctioned', 'lift', 'sanctioned', 's2', null),
	('mod', t.item('own', 0, 'approve'), 'ok', 'approve', 'forbidden', 'own', 'site'),
	('eve', t.item('c1', 1, 'reject'), 'ok', 'reject', 'not_found', 'c1', 'site'),
	('mod', t.item('withdrawn', 0, 'reject'), 'ok', 'reject', 'not_decidable', 'withdrawn', 'site'),
	('mod2', t.item('taken', t.case_version('taken'), 'approve'), 'ok', 'approve', 'appealed', 'taken', 'site'),
	('mod', t.item('twice', 2, 'reject', 'hate'), 'ok', 'reject', 'own_proposal', 'twice', 'site'),
	('bob', t.item('c1', 1, 'approve'), 'forbidden', 'decide', 'forbidden', 'bob', null),
	('eve', format('decision_undo(@, %L, core.new_id())', t.id('d1')), 'not_found', 'undo', 'not_found', 'd1', 'site'),
	('auditor', format('decision_undo(@, %L, core.new_id())', t.id('d1')), 'forbidden', 'undo', 'forbidden', 'd1', null),
	('mod', format('appeal_decide(@, %L, ''upheld'', null, core.new_id())', t.id('p1')), 'forbidden', 'decide_appeal', 'forbidden', 'p1', 'site'),
	('eve', format('appeal_decide(@, %L, ''upheld'', null, core.new_id())', t.id('p1')), 'not_found', 'decide_appeal', 'not_found', 'p1', 'site'),
	('mod2', format('claim_take(@, %L, 60, core.new_id())', t.id('c1')), 'forbidden', 'claim_take', 'forbidden', 'c1', 'site'),
	('boss2', format('claim_take(@, %L, 60, core.new_id())', t.id('c1')), 'not_found', 'claim_take', 'not_found', 'c1', 'site'),
	('admin', format('role_set(@, %L, ''admin'', null, core.new_id())', t.id('admin')), 'forbidden', 'role', 'forbidden', 'admin', null),
	('mod', format('role_set(@, %L, ''admin'', ''default'', core.new_id())', t.id('mod')), 'forbidden', 'role', 'forbidden', 'mod', 'site'),
	('boss2', format('role_set(@, %L, ''staff'', ''default'', core.new_id())', t.id('ann')), 'not_found', 'role', 'not_found', 'ann', 'site'),
	('mod', 'settings_put(@, ''default'', 0, ''{}'', core.new_id())', 'forbidden', 'settings', 'forbidden', 'site', 'site'),
	('boss2', 'settings_put(@, ''default'', 0, ''{}'', core.new_id())', 'not_found', 'settings', 'not_found', 'site', 'site'),
	('auditor', 'rules_put(@, ''default'', 0, ''{}'', null, core.new_id())', 'forbidden', 'rules_put', 'forbidden', 'site', 'site'),
	('boss2', 'rules_put(@, ''default'', 0, ''{}'', null, core.new_id())', 'not_found', 'rules_put', 'not_found', 'site', 'site'),
	('eve', format('job_move(@, %L, ''start'', core.new_id())', t.id('job')), 'not_found', 'job_start', 'not_found', 'job', null),
	('cho', format('job_move(@, %L, ''start'', core.new_id())', t.id('job')), 'forbidden', 'job_start', 'forbidden', 'job', null),
	('auditor', format('account_note(@, %L, core.new_id(), ''x'', null)', t.id('ann')), 'forbidden', 'account_note', 'forbidden', 'ann', null),
	('eve', format('account_note(@, %L, core.new_id(), ''x'', ''default'')', t.id('ann')), 'not_found', 'account_note', 'not_found', 'ann', 'site'),
	('eve', format('article_patch(@, %L, ''closed'', null, null, null, null, null)', t.id('article')), 'forbidden', 'article', 'forbidden', 'article', 'site'),
	-- lost races, mistakes and what is not there
	('mod', t.item('c1', 7, 'approve'), 'ok', null, 'conflict', 'c1', null),
	('mod', t.item('c1', 1, 'reject', null), 'ok', null, 'missing_reason', 'c1', null),
	('mod', t.item('nothing', 0, 'approve'), 'ok', null, 'not_found', 'nothing', null),
	('mod', t.sanction('nobody', null), 'not_found', null, null, 'nobody', null),
	('admin', 'settings_put(@, ''nowhere'', 0, ''{}'', core.new_id())', 'not_found', null, null, null, null),
	('admin', 'settings_put(@, ''default'', 7, ''{}'', core.new_id())', 'conflict', null, null, 'site', null),
	('mod', format('sanction_lift(@, %L, %L, core.new_id())', t.id('bob'), t.id('s1')), 'ok', null, null, 's1', null),
	(null, t.sanction('ann', null), 'sign_in', null, null, 'ann', null);
select plan((select 2 * count(*) from t.attempt)::int + 5);

create function t.tries(a t.attempt) returns setof text language plpgsql as $$
declare
	v_before uuid[] := array(select x.id from core.audit x);
begin
	return next t.says(replace(a.call, '@', coalesce(quote_literal(t.token(a.who) || sha256('net')) || '::bytea', 'null')), a.says, format('%s: %s', a.who, a.call));
	return next is((select array_agg(array[x.actor_id::text, x.object_id::text, x.site_id::text, x.codes ->> 'act', x.codes ->> 'code', encode(x.network, 'hex')])
			from core.audit x where x.action = 'refused' and x.id <> all(v_before)),
		case when a.act is not null then array[array[t.id(a.who)::text, t.id(a.object)::text, t.id(a.site)::text, a.act, a.code, encode(sha256('net'), 'hex')]] end,
		case when a.act is null then 'the attempt is not audited' else 'the attempt is audited' end);
end $$;
-- tokens of 32 bytes, so that a network may follow them
update core.session s set token = sha256(s.token);
create or replace function t.token(p_name text) returns bytea language sql as $$ select sha256(convert_to(p_name, 'UTF8')) $$;
select x.* from t.attempt a, t.tries(a) x order by a.n;

-- a flood
do $$ begin
	perform core.audit_write(core.new_id(), t.id('dan'), 'note', t.id('dan'), null, '{}', null) from generate_series(1, 20);
end $$;
select is((select count(*) from (select r.* from generate_series(1, 30) i,
	api_1.rules_put(t.token('dan'), 'default', i, '{}', null, core.new_id()) r where r.outcome = 'forbidden') x), 30::bigint, 'thirty attempts of one account are refused');
select is((select count(*) from core.audit where action = 'refused' and actor_id = t.id('dan')), 10::bigint, 'ten of them are audited');
select is((select count(*) from core.audit where action = 'refused' and actor_id = t.id('dan') and codes ? 'more'), 1::bigint, 'one entry says that there were more');
select is((select codes ->> 'more' from core.audit where action = 'refused' and actor_id = t.id('dan') and codes ? 'more'), 'not written', 'that entry says that they were not written');
select is((select count(*) from core.audit where action = 'refused' and actor_id = t.id('bob')), 1::bigint, 'the limit of one account leaves other accounts'' entries in place');
select * from finish();
