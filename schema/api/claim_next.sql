-- Leases the most urgent cases that nobody holds and that are not about the asker's own
-- comments, nor appealed from what the asker took part in, in one statement: two who ask at
-- once never get the same. Outcomes:
--   ok {cases} · sign_in · forbidden · sanctioned
create or replace function api_1.claim_next(p_viewer bytea, p_view text, p_article uuid, p_limit int, p_lease int,
	out outcome text, out version bigint, out body json)
language plpgsql security definer
as $$
#variable_conflict use_column
declare
	w core.who := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_ids uuid[];
	v_now timestamptz := core.now();
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk(w, 3) g;
	if outcome <> 'ok' then
		return;
	end if;
	execute 'with next as (
			select f.comment_id from core.case_file f
			where f.state = ''open'' ' || core.view_sql(coalesce(p_view, 'all')) ||
			case when p_article is not null then ' and f.article_id = $2' else '' end || '
				and ($1 is null or f.site_id = any($1)) and f.author_id <> $3
				and (f.claimed_until is null or f.claimed_until <= $4)
				and (not f.appealed or not exists (select from core.appeal a
					where a.comment_id = f.comment_id and a.state = ''open'' and core.took_part(a, $3)))
			order by f.priority desc, f.comment_id desc limit $5
			for no key update skip locked
		), taken as (
			update core.case_file f set claimed_by = $3, claimed_until = $4 + make_interval(secs => $6)
			from next n where f.comment_id = n.comment_id
			returning f.comment_id, f.priority
		)
		select array_agg(t.comment_id order by t.priority desc, t.comment_id desc) from taken t'
	into v_ids using v_sites, p_article, w.account, v_now, p_limit, p_lease;
	body := json_build_object('cases', core.cases_json(v_ids));
end $$;
