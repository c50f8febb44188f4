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
	'%no provision was recorded%What the law forbids%', 'a law that nobody named is not claimed');

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
select is(t.figure('restrictions', 'all'), 4::numeric, 'four comments are restricted by themselves, not who waits because all do');
select is(t.figure('restrictions_by_kind', 'reject'), 1::numeric, 'one of them is rejected');
select is(t.figure('restrictions_by_kind', 'hold'), 3::numeric, 'an edit that would be is held');
select is(t.figure('restrictions_by_source', 'report') || '/' || t.figure('restrictions_by_source', 'rule'), '1/3', 'one on reports');
select is(t.figure('restrictions_by_automation', 'automated'), 4::numeric, 'all by a machine');
select is(t.figure('restrictions_undone', 'all'), 0::numeric, 'and all stand');
select is(t.decide('mod', 'held', t.case_version('held'), 'approve'), '200', 'a hold is approved');
select is(t.undone('held'), '{t}', 'which undoes it');
select is(t.decide('mod', 'ruled', 0, 'escalate'), '200', 'somebody should look');
select is(t.decide('mod2', 'ruled', t.case_version('ruled'), 'reject', 'abuse'), '200', 'what a rule rejected is rejected by a human too');
select is(t.figure('restrictions', 'all'), 4::numeric, 'which restricts nothing more');
select is(t.decide('mod', 'ruled', t.case_version('ruled'), 'restore', null, 'd2'), '200', 'and restored');
select is(t.undone('ruled'), '{t}', 'undoes it');
select t.says(format('decision_undo(t.token(''mod''), %L, %L)', t.id('d2'), core.new_id()), 'ok', 'unless that is undone');
select is(t.undone('ruled'), '{f}', 'itself');
select is(t.decide('mod', 'edited', t.case_version('edited'), 'reject', 'abuse', 'd1'), '200', 'a hold ends in a rejection');
select is(t.undone('edited'), '{f,f}', 'two restrictions');
select t.says(format('appeal_post(t.token(''ann''), %L, %L, null, null, ''Look.'', null, null)', t.id('p1'), t.id('d1')), 'ok', 'appealed');
select t.says(format('appeal_decide(t.token(''mod2''), %L, ''overturned'', null, %L)', t.id('p1'), core.new_id()), 'ok', 'and overturned');
select is(t.undone('edited'), '{t,t}', 'both are undone');
select core.audit_write(core.new_id(), null, 'hold_ended', t.id('shouted'), t.id('site'), '{}', null) \gset
select is(t.undone('shouted'), '{t}', 'what reports alone held is undone when it had its time');
select t.says(format('sanction_add(t.token(''mod''), %L, core.new_id(), ''warn'', null, ''spam'', null, null, null, null, null, null, null)', t.id('bob')), 'ok', 'a warning');
select is(t.figure('restrictions_by_kind', 'warn') || '/' || t.figure('warnings', 'spam'), '0/1', 'restricts nothing and is counted');

-- reports
do $$ begin
	perform t.does(t.post('dan', 'article', 'c1'));
	perform t.does(t.report('bob', 'article', 'c1', 'r1'));
	perform t.does(t.report('bob', 'article', 'c1', 'r2', 'spam'));
	perform t.does(t.report('cho', 'article', 'c1', 'r3'));
	assert t.decide('mod', 'c1', t.case_version('c1'), 'reject', 'abuse', 'd3') = '200';
end $$;
select is(t.figure('reports', 'upheld'), 2::numeric, 'two readers were right, however many reasons they gave');
select t.says(format('decision_undo(t.token(''mod''), %L, %L)', t.id('d3'), core.new_id()), 'ok', 'until that is taken back');
select is(t.figure('reports', 'upheld') || '/' || t.figure('reports', 'open'), '0/2', 'and it is open again');

-- pages
select is((select array_agg(r.id order by r.id desc) from core.restrictions(null, core.now() - interval '1 hour', core.now() + interval '1 hour', t.id('ruled'), 1) r where r.automated),
	(select array_agg(x.id) from (select r.id from core.restrictions(null, core.now() - interval '1 hour', core.now() + interval '1 hour') r
		where r.automated and r.id < t.id('ruled') order by r.id desc fetch first 1 rows with ties) x), 'a page is no more than was asked for');
select t.says($$transparency(t.token('mod'), null, null, false, 100, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'nowhere')$$, 'not_found', 'of a site that is not there');
select t.says($$transparency(t.token('mod'), null, null, true, 100, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'default')$$, 'ok', 'or of one');
select is(json_array_length(t.json() -> 'faulty'), 0, 'without a fault');
select * from finish();
