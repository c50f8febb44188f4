-- SPDX-License-Identifier: Apache-2.0
-- Goal: in a session that lacks a required second factor a role gives no rights, and a pending session has no account at all.
\i lib/fixture.sql
select plan(29);
create function t.open(p_who text, p_token text, p_required boolean default true) returns text language sql as $$
	select format('session_open(%L, %L, null, core.new_id(), %L, 2592000, ''net'', ''agent'', 43200, null, %L)',
		t.id(p_who), 'hash of ' || p_who, convert_to(p_token, 'UTF8'), p_required)
$$;
create function t.answer(p_function regproc, p_who text) returns text language plpgsql as $$
declare
	v record;
	v_outcome text;
begin
	begin
		execute (select format('select * from %s(%L::bytea%s)', p_function, t.token(p_who), coalesce((select string_agg(', null::' || format_type(u.type, null), '' order by u.n)
			from unnest(p.proargtypes) with ordinality u (type, n) where u.n > 1), '')) from pg_proc p where p.oid = p_function) into v;
		raise exception using errcode = 'TTTTT', message = v.outcome; -- undoes the call
	exception when others then
		v_outcome := case sqlstate when 'TTTTT' then sqlerrm else sqlstate end;
	end;
	return v_outcome;
end $$;
-- what each function that has a viewer and no object answers
create table t.asked as
select p.oid::regproc as function from pg_proc p
where p.pronamespace = 'api_1'::regnamespace and p.proargnames[1] = 'p_viewer' and p.proargtypes[0] = 'bytea'::regtype;
create function t.answers(p_who text) returns table (function regproc, outcome text) language sql as $$
	select a.function, t.answer(a.function, p_who) from t.asked a
$$;

select t.says(t.open('admin', 'unproven'), 'ok', 'an admin signs in where roles need a second factor');
select is(t.body('account,role') || ' ' || t.body('role_waits'), 'reader true', 'the answer says that the role waits');
select t.says(format('session_get(%L)', t.token('unproven')), 'ok', 'the session has an account');
select is(t.body('account,role') || ' ' || t.body('role_waits'), 'reader true', 'the session says that the role waits');
select is(t.body('sites'), null, 'the session has no site of the desk');
select is((core.viewer(t.token('unproven'), t.id('site'))).rank, 0, 'the role has no rank on a site');
select t.says(format('rules_get(%L, ''default'', null)', t.token('unproven')), 'second_factor', 'the desk answers that a second factor is needed');
select cmp_ok((select count(*) from t.answers('admin') a join t.answers('ann') r using (function) where a.outcome is distinct from r.outcome), '>', 30::bigint,
	'more than thirty functions tell an admin from a reader');
select is_empty($$select r.function, r.outcome, u.outcome from t.answers('ann') r join t.answers('unproven') u using (function)
	where u.outcome is distinct from r.outcome and (r.outcome, u.outcome) is distinct from ('forbidden', 'second_factor')$$,
	'every function answers the admin as a reader, or that a second factor is needed');
select t.says(format('role_set(%L, %L, ''staff'', ''default'', core.new_id())', t.token('unproven'), t.id('ann')), 'second_factor', 'the admin gives no role');
select t.says(format('article_patch(%L, %L, ''closed'', null, null, null, null, null)', t.token('unproven'), t.id('article')), 'second_factor', 'the admin closes no article');
select is((select count(*) from core.audit where action = 'refused' and codes ->> 'code' = 'second_factor' and actor_id = t.id('admin')), 2::bigint,
	'refused attempts are audited');
select t.says(t.open('ann', 'reader'), 'ok', 'a reader signs in there');
select is(t.body('role_waits'), null, 'nothing waits for a reader');
select t.says(format('rules_get(%L, ''default'', null)', t.token('reader')), 'forbidden', 'a reader is refused without a word about a second factor');
select t.says(t.open('mod', 'free', false), 'ok', 'a moderator signs in where no second factor is needed');
select t.says(format('case_list(%L, ''all'', null, 10, null, null)', t.token('free')), 'ok', 'the desk answers');

-- a factor
update core.session set factor_at = core.now() where token = t.token('unproven');
select t.says(format('rules_get(%L, ''default'', null)', t.token('unproven')), 'ok', 'with a proven factor the role has its rights');

-- a pending session
insert into core.totp (id, account_id, secret, made_at, confirmed_at) values (core.new_id(), t.id('bob'), '\x00', core.now(), core.now());
select t.says(t.open('bob', 'pending', false), 'pending', 'a sign-in to an account with a factor is pending');
select is(t.body('second_factor'), '["totp"]', 'the answer has the factors that can be proven');
select is(round(extract(epoch from t.body('expires_at')::timestamptz - core.now())), 600::numeric, 'it lasts ten minutes');
select is_empty($$select r.function, r.outcome, u.outcome from t.answers('nobody') r join t.answers('pending') u using (function)
	where u.outcome is distinct from r.outcome and r.function <> 'api_1.session_close'::regproc
	and r.function::text not like 'api\_1.factor\_%' and r.function::text not in ('api_1.passkey_proof_options', 'api_1.passkey_prove')$$, 'every function but those that prove a factor answers a pending session as none');
select t.says(format('votes_set(array[%L::bytea], array[%L::uuid], array[%L::uuid], array[1])', t.token('pending'), t.id('article'), core.new_id()), 'sign_in', 'a pending session votes for nothing');
select is((select count(*) from core.known_device where account_id = t.id('bob')), 0::bigint, 'a pending session makes no device known');
do $$ begin
	for i in 1 .. 60 loop
		execute 'select api_1.' || t.open('bob', 'pending ' || i, false);
	end loop;
end $$;
select is((select count(*) filter (where pending)::text || ' ' || count(*) filter (where token = t.token('bob')) from core.session where account_id = t.id('bob')), '50 1',
	'pending sessions end none of the account''s sign-ins');
select t.says(format('session_list(%L, true)', t.token('bob')), 'ok', 'the account lists its sessions');
select is(json_array_length(t.json() -> 'sessions'), 1, 'pending ones are not among them');

-- frames
select t.does(format('session_handover(%L, core.new_id(), ''\xc1'', 60)', t.token('unproven')));
select t.says($$session_exchange('\xc1', core.new_id(), '\xf1', null, 'agent', core.new_id())$$, 'ok', 'a frame''s session opens');
select results_eq($$select x.factor_at, x.factor_required, x.proved_at from core.session x where x.token = '\xf1'$$,
	$$select x.factor_at, x.factor_required, x.proved_at from core.session x where x.token = t.token('unproven')$$, 'it has the proofs of its sign-in');
select * from finish();
