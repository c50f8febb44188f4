-- SPDX-License-Identifier: Apache-2.0
-- What a sanction from the card of a case could reject besides the case's comment, before anything happens: the author's
-- published and held comments of the last day, week, 30 days and of all time, on the case's site (here) and on all sites
-- (everywhere; null if the viewer may not sanction there). Each is counted up to 10,000 of the newest; more: there are more.
-- Outcomes:
--   ok          {case, here, everywhere, more}: case as case_get() returns it; here and everywhere {day, week, month, all}
--   not_found   no such comment, or of a site that is not the viewer's
--   forbidden   an own comment, or the author does not have less power
--   sanctioned  {kind, until}: the viewer is banned
--   sign_in, second_factor
create or replace function api_1.sanction_preview(p_viewer bytea, p_comment uuid, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_max constant int := 10000;
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_site uuid;
	v_author uuid;
	v_everywhere boolean;
	v_ids uuid[];
	v_here uuid[];
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 2) g;
	if outcome <> 'ok' then
		return;
	end if;
	select c.author_id, a.site_id into v_author, v_site from core.comment c join core.article a on a.id = c.article_id
	where c.id = p_comment and (v_sites is null or a.site_id = any(v_sites));
	if not found then
		outcome := 'not_found';
		return;
	elsif v_author = w.account or not core.outranks(w.account, v_author, v_site) then
		outcome := 'forbidden';
		return;
	end if;
	v_everywhere := core.sites_moderated(w.account, 3, 'sanctions') is null and core.outranks(w.account, v_author, null);
	select coalesce(array_agg(x.id), array[]::uuid[]), coalesce(array_agg(x.id) filter (where x.site_id = v_site), array[]::uuid[]) into v_ids, v_here
	from (select c.id, a.site_id from core.comment c join core.article a on a.id = c.article_id
		where c.author_id = v_author and c.state in ('published', 'held') and c.id <> p_comment and (v_everywhere or a.site_id = v_site)
		order by c.id desc limit v_max) x;
	body := json_build_object('case', core.case_detail_json(p_comment), 'here', core.span_counts_json(v_here),
		'everywhere', case when v_everywhere then core.span_counts_json(v_ids) end, 'more', cardinality(v_ids) = v_max);
end $$;
