-- SPDX-License-Identifier: Apache-2.0
-- How often each rule, list and word hit in a period, and what moderators decided on those comments; by day with
-- p_by_day. p_site null: all of the viewer's sites. The 1000 most frequent.
-- Outcomes:
--   ok          {from, to, hits}: hits is [{day, rule, detail, word, count, approved, rejected}]
--   not_found   a site where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.rule_hits(p_viewer bytea, p_site text, p_from timestamptz, p_to timestamptz, p_rule text, p_by_day boolean,
	out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state;
	v_site uuid;
	v_sites uuid[];
	v_to constant timestamptz := coalesce(p_to, core.now());
	v_from constant timestamptz := coalesce(p_from, greatest(v_to - interval '30 days', '0001-01-01 00:00Z'));
begin
	select s.id into v_site from core.site s where s.key = p_site;
	w := core.viewer(p_viewer, v_site);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 2) g;
	if outcome <> 'ok' then
		return;
	end if;
	if p_site is not null then
		outcome := core.site_access(w.account, v_sites, v_site);
		if outcome <> 'ok' then
			return;
		end if;
		v_sites := array[v_site];
	end if;
	select json_build_object('from', core.rfc3339(v_from), 'to', core.rfc3339(v_to), 'hits', coalesce(json_agg(h), '[]')) into body
	from (
		select x.day, x.rule, x.detail, x.word, count(*) as count, count(*) filter (where x.action in ('approve', 'restore')) as approved,
			count(*) filter (where x.action = 'reject') as rejected
		from (
			select case when p_by_day then to_char(s.at at time zone 'UTC', 'YYYY-MM-DD') end as day, s.rule,
				-- numbers in detail differ between texts, so they are not grouped by
				case when s.detail !~ '^\d+ (links|of \d+)$' then s.detail end as detail, w.word,
				(select d.action from core.decision d where d.comment_id = s.comment_id and d.undone_at is null
					and d.action in ('approve', 'reject', 'restore') order by d.id desc limit 1) as action
			from core.signal s
			join core.article a on a.id = s.article_id
			left join lateral unnest(s.words) w (word) on true
			where s.at >= v_from and s.at < v_to and (p_rule is null or s.rule = p_rule)
				and (v_sites is null or a.site_id = any(v_sites))
		) x
		group by x.day, x.rule, x.detail, x.word
		order by x.day desc nulls last, count(*) desc, x.rule, x.detail, x.word limit 1000
	) h;
end $$;
