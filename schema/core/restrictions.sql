-- SPDX-License-Identifier: Apache-2.0
-- Every restriction that began in a period: rejections by moderators, holds and rejections by rules or reports, and
-- sanctions. Left out: warnings, rejections of rejected comments, comments of premoderated articles and sites, and
-- single comments of a premoderated account. p_sites null: all sites. source: what led to it first: notice, report,
-- rule or own (the newsroom itself). undone: it was taken back since. Pages: rows below p_below, newest first, at
-- least p_max of each kind (null: all).
create or replace function core.restrictions(p_sites uuid[], p_from timestamptz, p_to timestamptz,
	p_below uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff', p_max int default null)
returns table (id uuid, kind text, site_id uuid, comment_id uuid, revision int, reason text, rule text, source text, automated boolean, at timestamptz,
	until timestamptz, content_at timestamptz, undone boolean)
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	select d.id, 'reject', d.site_id, d.comment_id, d.revision, d.reason, null::text,
		case when exists (select from core.illegal_notice i where i.comment_id = d.comment_id and i.made_at < d.at) then 'notice'
			when exists (select from core.report r where r.article_id = d.article_id and r.comment_id = d.comment_id and r.at < d.at) then 'report'
			when exists (select from core.signal s where s.article_id = d.article_id and s.comment_id = d.comment_id and s.at < d.at
				and s.rule <> 'premoderated') then 'rule'
			else 'own' end,
		false, d.at, null::timestamptz, core.id_time(d.comment_id), d.undone_at is not null or core.published_since(d.comment_id, d.at)
	from core.decision d
	where d.action = 'reject' and d.state_before <> 'rejected' and d.at >= p_from and d.at < p_to and d.id < p_below
		and (p_sites is null or d.site_id = any(p_sites))
	order by d.id desc limit p_max;
	-- the strongest hit stands for all hits of a revision; a hit that rejects a new comment holds an edited one
	return query
	select x.comment_id, case when x.revision > 1 then 'hold' else x.outcome end, x.site_id, x.comment_id, x.revision, x.reason, x.rule,
		case x.rule when 'reports' then 'report' else 'rule' end,
		true, x.at, null::timestamptz, core.id_time(x.comment_id), core.published_since(x.comment_id, x.at)
	from (select distinct on (s.comment_id, s.revision) s.*, a.site_id
		from core.signal s
		join core.article a on a.id = s.article_id
		where s.outcome in ('hold', 'reject') and s.rule not in ('premoderated', 'sanction') and s.at >= p_from and s.at < p_to
			and s.comment_id < p_below and (p_sites is null or a.site_id = any(p_sites))
		order by s.comment_id desc, s.revision desc, s.outcome desc, s.id) x
	order by x.comment_id desc fetch first coalesce(p_max, 2147483647) rows with ties;
	return query
	select n.id, n.kind, n.site_id, null::uuid, null::int, n.reason, null::text,
		case n.kind when 'rename' then 'report' else 'own' end, false, n.made_at, nullif(n.until, 'infinity'), n.made_at,
		n.lifted_at is not null
	from core.sanction n
	where n.kind <> 'warn' and n.made_at >= p_from and n.made_at < p_to and n.id < p_below and (p_sites is null or n.site_id = any(p_sites))
	order by n.id desc limit p_max;
end $$;
