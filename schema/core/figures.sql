-- SPDX-License-Identifier: Apache-2.0
-- Figures of a period as rows: restrictions by reason, source and automation; decisions and their duration; skipped
-- cases; warnings; reports, notices and appeals with their results.
create or replace function core.figures(p_sites uuid[], p_from timestamptz, p_to timestamptz) returns table (figure text, key text, value numeric)
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	with r as materialized (select * from core.restrictions(p_sites, p_from, p_to))
	select 'restrictions', 'all', count(*)::numeric from r
	union all select 'restrictions_undone', 'all', count(*) from r where r.undone
	union all select 'restrictions_by_kind', r.kind, count(*) from r group by r.kind
	union all select 'restrictions_by_reason', coalesce(r.reason, 'none'), count(*) from r group by r.reason
	union all select 'restrictions_by_source', r.source, count(*) from r group by r.source
	union all select 'restrictions_by_automation', case when r.automated then 'automated' else 'human' end, count(*) from r group by r.automated
	union all select 'restrictions_by_rule', r.rule, count(*) from r where r.rule is not null group by r.rule;
	return query select 'decisions', d.action, count(*)::numeric from core.decision d
	where d.at >= p_from and d.at < p_to and (p_sites is null or d.site_id = any(p_sites)) group by d.action;
	return query
	select 'seconds_to_decision', x.key, round(x.value::numeric, 1)
	from (select percentile_cont(array[0.5, 0.95]) within group (order by extract(epoch from d.at - (d.case_before ->> 'opened_at')::timestamptz)::float8) as p
		from core.decision d
		where d.action in ('approve', 'reject') and d.case_before ->> 'state' = 'open' and d.at >= p_from and d.at < p_to
			and (p_sites is null or d.site_id = any(p_sites))) t
	cross join lateral (values ('median', t.p[1]), ('p95', t.p[2])) x (key, value)
	where x.value is not null;
	return query select 'skips', case when s.back_at is null then 'waiting' else 'seen_again' end, count(*)::numeric from core.case_skip s
	where s.at >= p_from and s.at < p_to and (p_sites is null or s.site_id = any(p_sites)) group by 2;
	return query
	-- by present results; a reader counts once for all reasons
	select 'reports', case r.upheld when true then 'upheld' when false then 'dismissed' else 'open' end, count(*)::numeric
	from core.report r
	join core.article a on a.id = r.article_id
	where r.weight > 0 and r.at >= p_from and r.at < p_to and (p_sites is null or a.site_id = any(p_sites))
	group by r.upheld;
	return query select 'warnings', n.reason, count(*)::numeric from core.sanction n
	where n.kind = 'warn' and n.made_at >= p_from and n.made_at < p_to and (p_sites is null or n.site_id = any(p_sites)) group by n.reason;
	return query select 'notices', coalesce(i.outcome, 'open'), count(*)::numeric from core.illegal_notice i
	where i.made_at >= p_from and i.made_at < p_to and (p_sites is null or i.site_id = any(p_sites)) group by i.outcome;
	return query select 'appeals', p.state, count(*)::numeric from core.appeal p
	where p.made_at >= p_from and p.made_at < p_to and (p_sites is null or p.site_id = any(p_sites)) group by p.state;
end $$;
