-- Every restriction that began in a period, from the log alone: rejections by moderators, what rules
-- held or rejected by themselves, and sanctions. p_sites null: all. source: what led to it first,
-- notice, report, rule or own (of the newsroom's own accord).
create or replace function core.restrictions(p_sites uuid[], p_from timestamptz, p_to timestamptz)
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
			when exists (select from core.signal s where s.article_id = d.article_id and s.comment_id = d.comment_id and s.at < d.at) then 'rule'
			else 'own' end,
		false, d.at, null::timestamptz, core.id_time(d.comment_id), d.undone_at is not null
	from core.decision d
	where d.action = 'reject' and d.at >= p_from and d.at < p_to and (p_sites is null or d.site_id = any(p_sites));
	-- a rule's strongest hit speaks for all hits of that revision
	return query
	select distinct on (s.comment_id, s.revision) s.comment_id, s.outcome, a.site_id, s.comment_id, s.revision, s.reason, s.rule, 'rule',
		true, s.at, null::timestamptz, core.id_time(s.comment_id), false
	from core.signal s
	join core.article a on a.id = s.article_id
	where s.outcome in ('hold', 'reject') and s.at >= p_from and s.at < p_to and (p_sites is null or a.site_id = any(p_sites))
	order by s.comment_id, s.revision, s.outcome desc, s.id;
	return query
	select n.id, n.kind, n.site_id, null::uuid, null::int, n.reason, null::text, 'own', false, n.made_at, nullif(n.until, 'infinity'), n.made_at,
		n.lifted_at is not null
	from core.sanction n
	where n.made_at >= p_from and n.made_at < p_to and (p_sites is null or n.site_id = any(p_sites));
end $$;
