-- SPDX-License-Identifier: Apache-2.0
-- Goal: the figures of a period count each restriction once, by its source and result. A statement that the EU's
-- database would refuse is listed with its fault.
\i lib/fixture.sql
create table t.fault (n int generated always as identity, change jsonb, fault text);
create function t.good() returns jsonb language sql as $$ select core.dsa_json(t.id('x'), 'reject', t.id('site'), 1, 'hate', 'report', false, '2026-01-02', null, '2026-01-01') $$;
insert into t.fault (change, fault) values
	('{}', null),
	('{"decision_visibility": null}', 'decision'),
	('{"decision_visibility": []}', 'decision_visibility'),
	('{"decision_visibility": ["DECISION_VISIBILITY_BURNT"]}', 'decision_visibility'),
	('{"decision_visibility": "DECISION_VISIBILITY_CONTENT_REMOVED"}', 'decision_visibility'),
	('{"decision_visibility": ["DECISION_VISIBILITY_OTHER"]}', 'decision_visibility_other'),
	('{"decision_visibility": ["DECISION_VISIBILITY_OTHER"], "decision_visibility_other": "Read aloud only."}', null),
	('{"decision_monetary": "DECISION_MONETARY_LATE"}', 'decision_monetary'),
	('{"decision_monetary": "DECISION_MONETARY_OTHER"}', 'decision_monetary_other'),
	('{"decision_provision": "DECISION_PROVISION_NONE"}', 'decision_provision'),
	('{"decision_account": "DECISION_ACCOUNT_LOST"}', 'decision_account'),
	('{"account_type": "ACCOUNT_TYPE_OTHER"}', 'account_type'),
	('{"decision_ground": null}', 'decision_ground'),
	('{"decision_ground": "DECISION_GROUND_TASTE"}', 'decision_ground'),
	('{"decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT"}', 'illegal_content_legal_ground'),
	('{"decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT", "illegal_content_legal_ground": "A law."}', 'illegal_content_explanation'),
	('{"decision_ground": "DECISION_GROUND_ILLEGAL_CONTENT", "illegal_content_legal_ground": "A law.", "illegal_content_explanation": "It is against it."}', null),
	('{"incompatible_content_ground": ""}', 'incompatible_content_ground'),
	('{"incompatible_content_explanation": null}', 'incompatible_content_explanation'),
	('{"incompatible_content_illegal": "Perhaps"}', 'incompatible_content_illegal'),
	('{"content_type": null}', 'content_type'),
	('{"content_type": ["CONTENT_TYPE_SONG"]}', 'content_type'),
	('{"content_type": ["CONTENT_TYPE_OTHER"]}', 'content_type_other'),
	('{"category": null}', 'category'),
	('{"category": "STATEMENT_CATEGORY_SCOPE_OF_PLATFORM_SERVICE"}', 'category'),
	('{"territorial_scope": null}', 'territorial_scope'),
	('{"territorial_scope": ["DE", "XX"]}', 'territorial_scope'),
	('{"source_type": null}', 'source_type'),
	('{"source_type": "SOURCE_HEARSAY"}', 'source_type'),
	('{"automated_detection": null}', 'automated_detection'),
	('{"automated_detection": true}', 'automated_detection'),
	('{"automated_decision": null}', 'automated_decision'),
	('{"automated_decision": "maybe"}', 'automated_decision'),
	('{"puid": null}', 'puid'),
	('{"puid": "with a blank"}', 'puid'),
	('{"decision_facts": null}', 'decision_facts'),
	('{"decision_facts": 7}', 'decision_facts'),
	('{"content_date": null}', 'content_date'),
	('{"content_date": "1999-12-31"}', 'content_date'),
	('{"content_date": "2026-01-03"}', 'content_date'),
	('{"application_date": null}', 'application_date'),
	('{"application_date": "02.01.2026"}', 'application_date'),
	('{"application_date": "2026-13-01"}', 'application_date'),
	('{"application_date": "2019-12-31", "content_date": "2019-01-01"}', 'application_date'),
	('{"end_date_visibility_restriction": "2026-02-01"}', null),
	('{"end_date_visibility_restriction": "2025-12-31"}', 'end_date_visibility_restriction'),
	('{"end_date_account_restriction": "2026-02-01"}', 'end_date_account_restriction'),
	('{"end_date_service_restriction": "2026-02-01"}', 'end_date_service_restriction'),
	('{"end_date_monetary_restriction": "2026-02-01"}', 'end_date_monetary_restriction');
insert into t.fault (change, fault)
select jsonb_build_object(x.name, repeat('x', x.most + y.more)), case y.more when 1 then x.name end
from (values ('puid', 500), ('decision_facts', 5000), ('incompatible_content_ground', 500), ('incompatible_content_explanation', 2000),
	('illegal_content_legal_ground', 500), ('illegal_content_explanation', 2000), ('source_identity', 500),
	('decision_ground_reference_url', 500)) x (name, most), (values (0), (1)) y (more);
select plan((select count(*)::int from t.fault) + 39);
select is(core.dsa_fault(jsonb_strip_nulls(t.good() || f.change)), f.fault, coalesce(f.fault, 'sound') || ': ' || left(f.change::text, 80)) from t.fault f order by f.n;

-- every kind of statement that is made is sound
select is(core.dsa_fault(core.dsa_json(t.id('x'), k.kind, t.id('site'), 1, k.reason, k.source, k.automated, '2026-01-02', k.until, '2026-01-01')), null,
	format('%s for %s, by %s', k.kind, k.reason, k.source))
from (values ('reject', 'illegal', 'notice', false, null::timestamptz), ('hold', 'illegal', 'rule', true, null), ('hold', 'spam', 'report', true, null),
	('reject', null, 'own', false, null), ('ban', 'abuse', 'own', false, null), ('ban', 'abuse', 'own', false, '2026-02-01'),
	('mute', 'spam', 'own', false, '2026-02-01'), ('premoderate', 'other', 'own', false, null)) k (kind, reason, source, automated, until);
select alike(core.dsa_json(t.id('x'), 'reject', t.id('site'), 1, 'illegal', 'notice', false, '2026-01-02', null, '2026-01-01') ->> 'illegal_content_legal_ground',
	'%no provision was recorded%What the law forbids%', 'the statement claims no law when none was named');

-- figures
create function t.figure(p_figure text, p_key text) returns numeric language sql as $$
	select coalesce((select f.value from core.figures(null, core.now() - interval '1 hour', core.now() + interval '1 hour') f where (f.figure, f.key) = (p_figure, p_key)), 0)
$$;
create function t.undone(p_comment text) returns boolean[] language sql as $$
	select array_agg(r.undone order by r.at) from core.restrictions(null, core.now() - interval '1 hour', core.now() + interval '1 hour') r where r.comment_id = t.id(p_comment)
$$;
do $$ begin
	perform t.does(t.post('ann', 'article', 'held', p_hits => t.hit('hold')));
	perform t.does(t.post('ann', 'article', 'edited'));
	perform t.does(t.edit('ann', 'article', 'edited', 1, 'Worse.', t.hit('reject')));
	perform t.does(t.post('ann', 'article', 'ruled', p_hits => t.hit('reject')));
	perform t.does(t.post('ann', 'article', 'gated', p_hits => t.hit('hold', 'other', 'premoderated')));
	perform t.does(t.post('ann', 'article', 'bound', p_hits => t.hit('hold', 'other', 'sanction')));
	perform t.does(t.post('ann', 'article', 'shouted', p_hits => t.hit('hold', 'abuse', 'reports')));
end $$;
select is(t.figure('restrictions', 'all'), 4::numeric, 'four comments are restricted; comments held for everybody are not');
select is(t.figure('restrictions_by_kind', 'reject'), 1::numeric, 'one of them is rejected');
select is(t.figure('restrictions_by_kind', 'hold'), 3::numeric, 'three are held, also the edit that a rule rejects');
select is(t.figure('restrictions_by_source', 'report') || '/' || t.figure('restrictions_by_source', 'rule'), '1/3', 'one restriction comes from reports, three from rules');
select is(t.figure('restrictions_by_automation', 'automated'), 4::numeric, 'all four are automated');
select is(t.figure('restrictions_undone', 'all'), 0::numeric, 'no restriction is undone');
select is(t.decide('mod', 'held', t.case_version('held'), 'approve'), '200', 'a moderator approves a held comment');
select is(t.undone('held'), '{t}', 'the approval undoes the hold');
select is(t.decide('mod', 'ruled', 0, 'escalate'), '200', 'a moderator escalates the rejected comment');
select is(t.decide('mod2', 'ruled', t.case_version('ruled'), 'reject', 'abuse'), '200', 'a moderator rejects a comment that a rule had rejected');
select is(t.figure('restrictions', 'all'), 4::numeric, 'the second rejection is no new restriction');
select is(t.decide('mod', 'ruled', t.case_version('ruled'), 'restore', null, 'd2'), '200', 'a moderator restores the rejected comment');
select is(t.undone('ruled'), '{t}', 'the restoration undoes the rejection');
select t.says(format('decision_undo(t.token(''mod''), %L, %L)', t.id('d2'), core.new_id()), 'ok', 'the moderator undoes the restoration');
select is(t.undone('ruled'), '{f}', 'the rejection is in force again');
select is(t.decide('mod', 'edited', t.case_version('edited'), 'reject', 'abuse', 'd1'), '200', 'a moderator rejects an edit that was held');
select is(t.undone('edited'), '{f,f}', 'the hold and the rejection are two restrictions in force');
select t.says(format('appeal_post(t.token(''ann''), %L, %L, null, null, ''Look.'', null, null)', t.id('p1'), t.id('d1')), 'ok', 'the author appeals');
select t.says(format('appeal_decide(t.token(''mod2''), %L, ''overturned'', null, %L)', t.id('p1'), core.new_id()), 'ok', 'the appeal is overturned');
select is(t.undone('edited'), '{t,t}', 'both restrictions are undone');
select core.audit_write(core.new_id(), null, 'hold_ended', t.id('shouted'), t.id('site'), '{}', null) \gset
select is(t.undone('shouted'), '{t}', 'a hold by reports is undone when it ends');
select t.says(format('sanction_add(t.token(''mod''), %L, core.new_id(), ''warn'', null, ''spam'', null, null, null, null, null, null, null)', t.id('bob')), 'ok', 'a moderator warns a reader');
select is(t.figure('restrictions_by_kind', 'warn') || '/' || t.figure('warnings', 'spam'), '0/1', 'a warning is counted and is no restriction');

-- reports
do $$ begin
	perform t.does(t.post('dan', 'article', 'c1'));
	perform t.does(t.report('bob', 'article', 'c1', 'r1'));
	perform t.does(t.report('bob', 'article', 'c1', 'r2', 'spam'));
	perform t.does(t.report('cho', 'article', 'c1', 'r3'));
	assert t.decide('mod', 'c1', t.case_version('c1'), 'reject', 'abuse', 'd3') = '200';
end $$;
select is(t.figure('reports', 'upheld'), 2::numeric, 'two reporters were right, each counted once');
select t.says(format('decision_undo(t.token(''mod''), %L, %L)', t.id('d3'), core.new_id()), 'ok', 'the moderator undoes the rejection');
select is(t.figure('reports', 'upheld') || '/' || t.figure('reports', 'open'), '0/2', 'the reports are open again');

-- pages
select is((select array_agg(r.id order by r.id desc) from core.restrictions(null, core.now() - interval '1 hour', core.now() + interval '1 hour', t.id('ruled'), 1) r where r.automated),
	(select array_agg(x.id) from (select r.id from core.restrictions(null, core.now() - interval '1 hour', core.now() + interval '1 hour') r
		where r.automated and r.id < t.id('ruled') order by r.id desc fetch first 1 rows with ties) x), 'a page has as many restrictions as were asked for');
select t.says($$transparency(t.token('mod'), null, null, false, 100, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'nowhere')$$, 'not_found', 'an unknown site has no transparency report');
select t.says($$transparency(t.token('mod'), null, null, true, 100, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'default')$$, 'ok', 'a site has a transparency report');
select is(json_array_length(t.json() -> 'faulty'), 0, 'the report has no faulty statement');
select * from finish();
