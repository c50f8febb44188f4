-- SPDX-License-Identifier: Apache-2.0
-- The case objects of these comments in their order, in one pass. A comment without a case has version 0 and state
-- none; unknown ids are left out. signals: hits of rules and the newest 100 reports, oldest first and without
-- reporters, that fit an eighth of core.page_max(). The author's record is that of the case's site and counts up to
-- 20 of each kind. priority is computed for now.
create or replace function core.cases_json(p_comments uuid[]) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
	v_sites constant bigint := (select count(*) from core.site);
	v_cases json;
begin
	select json_agg(json_build_object('case', c.id,
		'article', json_build_object('id', a.id, 'site', t.key, 'title', a.title, 'url', a.url),
		'comment', core.comment_json(c),
		'author', json_build_object('id', c.author_id, 'username', c.author_name, 'role', c.author_role, 'record', core.record_json(c.author_id, case when v_sites > 1 then array[a.site_id] end, 20)),
		'signals', (select coalesce(json_agg(json_build_object('kind', s.kind, 'reason', s.reason, 'detail', s.detail, 'spans', s.spans,
				'rule', s.rule, 'revision', s.revision, 'at', core.rfc3339(s.at)) order by s.at, s.rule), '[]')
			from (select y.*, sum(200 + coalesce(octet_length(y.detail), 0) + octet_length(y.spans::text)) over (order by y.at desc, y.rule) as upto from (
				(select 'rule' as kind, x.reason, x.detail, x.spans, x.rule, x.revision, x.at from core.signal x
				where x.article_id = c.article_id and x.comment_id = c.id
				order by x.id desc limit 100)
				union all
				(select 'report', x.reason, x.detail, '[]', null, x.revision, x.at from core.report x
				where x.article_id = c.article_id and x.comment_id = c.id
				order by x.revision desc, x.at desc limit 100)
			) y) s
			where s.upto <= core.page_max() / 8),
		'priority', coalesce(round((f.priority + extract(epoch from case f.state when 'open' then v_now else f.opened_at end) / core.half_life())::numeric, 3), 0),
		'terms', core.case_terms(f, c.revision, v_now),
		'opened_at', core.rfc3339(f.opened_at),
		'claim', case when k.id is not null then json_build_object('by', json_build_object('id', k.id, 'username', k.username),
			'until', core.rfc3339(f.claimed_until)) end,
		'hold_ends', core.rfc3339(f.hold_ends), 'withdrawn_at', core.rfc3339(f.withdrawn_at),
		'proposal', case when p.id is not null and (f.proposal ->> 'revision')::int = c.revision then json_build_object('by', json_build_object('id', p.id, 'username', p.username),
			'action', f.proposal ->> 'action', 'reason', f.proposal ->> 'reason', 'at', f.proposal ->> 'at') end,
		'notices', core.illegal_case(c.id),
		'appeal', (select core.appeal_json(y, true) from core.appeal y where y.comment_id = c.id and y.state = 'open' order by y.id limit 1),
		'marks', core.comment_marks(a.marks, c.id),
		'alike', core.alike_json(f),
		'version', coalesce(f.version, 0), 'state', coalesce(f.state, 'none')) order by i.n)
	into v_cases
	from unnest(p_comments) with ordinality i (id, n)
	join core.comment c on c.id = i.id
	join core.article a on a.id = c.article_id
	join core.site t on t.id = a.site_id
	left join core.case_file f on f.comment_id = c.id
	left join core.account k on k.id = f.claimed_by and f.claimed_until > v_now
	left join core.account p on p.id = (f.proposal ->> 'by')::uuid;
	return coalesce(v_cases, '[]');
end $$;
