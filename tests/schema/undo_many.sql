-- SPDX-License-Identifier: Apache-2.0
-- Goal: many decisions are undone at once, each by itself, with one audit entry for each site that lists its members.
\i lib/fixture.sql
select plan(29);
create function t.undo(p_who text, p_decisions text[], p_entry text default null, p_key text default null) returns text language sql as $$
	select format('decisions_undo(%L, %L, %L, %L, %L)', t.token(p_who), (select array_agg(t.id(d) order by n) from unnest(p_decisions) with ordinality x (d, n)),
		coalesce(t.id(p_entry), core.new_id()), t.id(p_key), sha256(p_decisions::text::bytea))
$$;
create function t.statuses() returns text language sql as $$
	select string_agg(concat(r.item ->> 'status', ' ' || (r.item ->> 'code')), ', ' order by r.n) from json_array_elements(t.json() -> 'results') with ordinality r (item, n)
$$;
create function t.entries() returns bigint language sql as $$ select count(*) from core.audit where action = 'undo' $$;
select core.site_make(t.id('site 2'), 'second', 'The second site', '{}') \gset stage_
select core.article_make(t.id('other'), 'second', 'other', 'https://other.example/', 'Another article') \gset stage_
select t.person('elsewhere') \gset stage_
insert into core.role (account_id, role, site_id) values (t.id('elsewhere'), 'moderator', t.id('site 2'));
do $$ begin
	for i in 1 .. 6 loop
		perform t.does(t.post('ann', 'article', 'c' || i));
		perform t.decide('mod', 'c' || i, 0, 'reject', 'spam', 'd' || i);
	end loop;
	perform t.does(t.post('ann', 'other', 'o1'));
	perform t.decide('mod', 'o1', 0, 'reject', 'spam', 'do1');
	perform t.does(t.post('mod2', 'article', 'own'));
	perform t.decide('mod', 'own', 0, 'reject', 'spam', 'down');
end $$;

select t.says(t.undo('mod2', array['d1', 'd2'], 'e1'), 'ok', 'a moderator undoes two decisions');
select is(t.statuses(), '200, 200', 'both are undone');
select is(t.state('c1') || t.state('c2') || t.state('c3'), 'publishedpublishedrejected', 'their comments are as before, others stay');
select is(t.entries(), 1::bigint, 'there is one audit entry');
select is((select codes -> 'members' from core.audit where action = 'undo'), jsonb_build_array(
	jsonb_build_object('decision', t.id('d1'), 'from', 'rejected', 'to', 'published', 'version', 3),
	jsonb_build_object('decision', t.id('d2'), 'from', 'rejected', 'to', 'published', 'version', 3)), 'the entry lists its members');
select is((select array_agg(distinct d.undone_entry) from core.decision d where d.id in (t.id('d1'), t.id('d2'))), array(select id from core.audit where action = 'undo'),
	'each decision names the entry');
select is((select count(*) from core.notice where kind = 'restored'), 2::bigint, 'the author gets a notice for each');
select t.says(t.undo('mod2', array['d1', 'd2'], 'e1'), 'ok', 'the same call is sent again');
select is(t.statuses() || ' ' || t.entries(), '200, 200 1', 'it has the same results and changes nothing');
select t.says(format('audit_log(%L, null, %L, null, null, null, 20, ''ffffffff-ffff-ffff-ffff-ffffffffffff'')', t.token('auditor'), t.id('d2')), 'ok', 'an auditor asks for the entries of a member');
select is((select string_agg(e ->> 'action', ' ') from json_array_elements(t.json() -> 'entries') e), 'undo', 'the audit finds the entry by its member');

select t.says(t.undo('mod2', array['d1', 'down', 'd3', 'x']), 'ok', 'some decisions cannot be undone');
select is(t.statuses(), '409 conflict, 403 forbidden, 200, 404 not_found', 'each has its own result, in the order of the call');
select is(t.body('results,0,current,last,undone'), 'true', 'a refused one has the case as it is now');
select is(t.state('c3') || t.state('own'), 'publishedrejected', 'only what can be undone is undone');

select t.says(t.undo('mod2', array['d4', 'do1']), 'ok', 'a moderator of two sites undoes decisions on both');
select is((select count(*) from core.audit where action = 'undo' and site_id = t.id('site 2')), 1::bigint, 'each site has an entry of its own');
select is((select jsonb_array_length(codes -> 'members') from core.audit where action = 'undo' and site_id = t.id('site 2')), 1, 'the entry lists the members of its site alone');

select t.says(t.undo('mod2', array['d5'], p_key => 'key'), 'ok', 'an undo has a key');
select t.says(t.undo('mod2', array['d5'], p_key => 'key'), 'ok', 'the key is used again');
select is(t.statuses(), '200', 'the first result is the answer');
select t.says(t.undo('mod2', array['d6'], p_key => 'key'), 'key_reused', 'the key is used for another decision');
select is(t.state('c6'), 'rejected', 'nothing is undone');

select t.says(t.undo('elsewhere', array['d6']), 'ok', 'a moderator of another site asks');
select is(t.statuses() || t.state('c6'), '404 not_foundrejected', 'the decision is not found and stays');
select is((select count(*) from core.audit where actor_id = t.id('elsewhere') and action = 'refused'), 1::bigint, 'the attempt is audited');
select t.says(t.undo('auditor', array['d6']), 'forbidden', 'an auditor undoes nothing');
select t.says(t.undo('bob', array['d6']), 'forbidden', 'a reader undoes nothing');
select t.says(t.undo(null, array['d6']), 'sign_in', 'an undo needs a session');
select * from finish();
