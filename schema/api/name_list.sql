-- SPDX-License-Identifier: Apache-2.0
-- Reported names of the viewer's sites that wait for a decision, oldest first, each once for a site (core.name_json()). Each says
-- whether the viewer may decide it. p_site: the key of one site; null: all of the viewer's.
-- Outcomes:
--   ok          {names, next}: next is an id or null
--   not_found   p_site: no such site, or one where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.name_list(p_viewer bytea, p_limit int, p_at_id uuid, p_site text default null,
	out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_decides uuid[];
	v_ids uuid[];
	v_items json[];
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_scope(w, 2, null, p_site) g;
	if outcome <> 'ok' then
		return;
	end if;
	v_decides := core.sites_moderated(w.account, 3, 'sanctions');
	v_ids := array(select x.id from core.name_report x
		where x.answered_at is null and x.id > p_at_id and (v_sites is null or x.site_id = any(v_sites))
			and not exists (select from core.name_report y where y.account_id = x.account_id and y.name = x.name and y.site_id = x.site_id
				and y.answered_at is null and y.id < x.id)
		order by x.id limit p_limit + 1);
	v_items := array(select (core.name_json(r) || jsonb_build_object('may_decide', coalesce(r.site_id = any(v_decides), v_decides is null)
			and core.name_outranked(w.account, r.account_id, r.site_id)))::json
		from unnest(v_ids[1:p_limit]) with ordinality i (id, n) join core.name_report r on r.id = i.id order by i.n);
	body := core.list_json('names', v_items, v_ids);
end $$;
