-- SPDX-License-Identifier: Apache-2.0
-- Open cases of the viewer's sites, highest priority first, without those that the viewer skipped, which are a view of
-- their own. For moderators and auditors, and for API tokens with the scope moderation:read. Each view has its own index, so the statement is made and
-- planned for each call. p_site: the key
-- of one site; null: all of the viewer's.
-- Outcomes:
--   ok          {cases, next, counts, day}: day is of own_day_json(); next is {priority, id} or null; counts by view up to 1000, and of reported names
--   not_found   p_site: no such site, or one where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   scope       {scope}: the API token lacks it
--   sign_in, second_factor, forbidden, token_ended, token_expired
create or replace function api_1.case_list(p_viewer bytea, p_view text, p_article uuid, p_limit int, p_at_priority float8, p_at_id uuid, p_site text default null,
	out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_counts jsonb;
	v_skipped uuid[];
	v_rows core.case_file[];
	v_items json[];
	v_n int;
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_reader(w, p_viewer, 'moderation:read', null, p_site) g;
	if outcome <> 'ok' then
		return;
	end if;
	v_skipped := core.cases_skipped(w.account);
	select jsonb_build_object('all', (select count(*) from (select from core.case_file f where f.state = 'open' and f.withdrawn_at is null and (v_sites is null or f.site_id = any(v_sites)) limit 1000) x),
		'held', (select count(*) from (select from core.case_file f where f.state = 'open' and f.withdrawn_at is null and f.held and (v_sites is null or f.site_id = any(v_sites)) limit 1000) x),
		'reported', (select count(*) from (select from core.case_file f where f.state = 'open' and f.withdrawn_at is null and f.reported and (v_sites is null or f.site_id = any(v_sites)) limit 1000) x),
		'suspect', (select count(*) from (select from core.case_file f where f.state = 'open' and f.withdrawn_at is null and f.suspect and (v_sites is null or f.site_id = any(v_sites)) limit 1000) x),
		'escalated', (select count(*) from (select from core.case_file f where f.state = 'open' and f.withdrawn_at is null and f.escalated and (v_sites is null or f.site_id = any(v_sites)) limit 1000) x),
		'appealed', (select count(*) from (select from core.case_file f where f.state = 'open' and f.withdrawn_at is null and f.appealed and (v_sites is null or f.site_id = any(v_sites)) limit 1000) x),
		'illegal', (select count(*) from (select from core.case_file f where f.state = 'open' and f.withdrawn_at is null and f.illegal and (v_sites is null or f.site_id = any(v_sites)) limit 1000) x),
		'proposed', (select count(*) from (select from core.case_file f where f.state = 'open' and f.withdrawn_at is null and f.proposal is not null and (v_sites is null or f.site_id = any(v_sites)) limit 1000) x),
		'withdrawn', (select count(*) from (select from core.case_file f where f.state = 'open' and f.withdrawn_at is not null and (v_sites is null or f.site_id = any(v_sites)) limit 1000) x),
		'mine', (select count(*) from (select from core.case_file f where f.state = 'open' and f.claimed_by = w.account and f.claimed_until > core.now() and (v_sites is null or f.site_id = any(v_sites)) limit 1000) x),
		'skipped', cardinality(v_skipped),
		'names', (select count(*) from (select distinct r.account_id, r.name, r.site_id from core.name_report r
			where r.answered_at is null and (v_sites is null or r.site_id = any(v_sites)) limit 1000) x))
	into v_counts;
	execute 'select array_agg(x.f) from (select f from core.case_file f where f.state = ''open'' ' || core.view_sql(coalesce(p_view, 'all'), 6) ||
		case when p_article is not null then ' and f.article_id = $2' else '' end ||
		' and ($1 is null or f.site_id = any($1)) and (f.priority, f.comment_id) < ($3, $4)' ||
		case when v_skipped <> '{}' and p_view is distinct from 'skipped' and p_view is distinct from 'mine' then ' and f.comment_id <> all($7)' else '' end || '
		order by f.priority desc, f.comment_id desc limit $5 + 1) x'
	into v_rows using v_sites, p_article, p_at_priority, p_at_id, p_limit, w.account, v_skipped;
	v_items := array(select json_array_elements(core.cases_json(array(
		select f.comment_id from unnest(v_rows[1:p_limit]) with ordinality f order by f.ordinality))));
	v_n := core.fit_count(v_items);
	body := json_build_object('cases', to_json(v_items[1:v_n]),
		'next', case when cardinality(v_rows) > v_n then json_build_object('priority', v_rows[v_n].priority, 'id', v_rows[v_n].comment_id) end,
		'counts', v_counts, 'day', core.own_day_json(w.account));
end $$;
