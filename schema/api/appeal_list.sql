-- SPDX-License-Identifier: Apache-2.0
-- Appeals of the viewer's sites: open ones, oldest first, or decided ones, newest first. Appeals against a sanction
-- on all sites are for moderators of all sites. Each says whether the viewer may decide it, and
-- has the comment that it is about (core.appeal_about_json()). p_site: the key
-- of one site; null: all of the viewer's.
-- Outcomes:
--   ok          {appeals, next}: next is an id or null
--   not_found   p_site: no such site, or one where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.appeal_list(p_viewer bytea, p_open boolean, p_limit int, p_at_id uuid, p_site text default null,
	out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_sites_moderated uuid[];
	v_rows core.appeal[];
	v_items json[];
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_scope(w, 2, null, p_site) g;
	if outcome <> 'ok' then
		return;
	end if;
	v_sites_moderated := core.sites_moderated(w.account, 3, 'appeals');
	if p_open then
		select array_agg(y.p order by (y.p).id) into v_rows
		from (select x as p from core.appeal x where x.state = 'open' and x.id > p_at_id and (v_sites is null or x.site_id = any(v_sites))
			order by x.id limit p_limit + 1) y;
	else
		select array_agg(y.p order by (y.p).id desc) into v_rows
		from (select x as p from core.appeal x where x.state <> 'open' and x.id < p_at_id and (v_sites is null or x.site_id = any(v_sites))
			order by x.id desc limit p_limit + 1) y;
	end if;
	v_items := array(select (core.appeal_json(p, true)::jsonb || jsonb_build_object('about', core.appeal_about_json(p), 'may_decide', p.state = 'open'
			and coalesce(p.site_id = any(v_sites_moderated), v_sites_moderated is null) and not core.took_part(p, w.account)))::json
		from (select r.id, row_number() over () as n from unnest(v_rows[1:p_limit]) r) i
		join core.appeal p on p.id = i.id
		order by i.n);
	body := core.list_json('appeals', v_items, array(select r.id from unnest(v_rows) r));
end $$;
