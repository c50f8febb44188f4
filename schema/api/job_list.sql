-- SPDX-License-Identifier: Apache-2.0
-- Jobs that the viewer may see (core.job_visible()), newest first. p_site: the key
-- of one site; null: all of the viewer's.
-- Outcomes:
--   ok          {jobs, next}: next is an id or null
--   not_found   p_site: no such site, or one where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.job_list(p_viewer bytea, p_limit int, p_at_id uuid, p_site text default null, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_rows core.job[];
	v_items json[];
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_scope(w, 2, null, p_site) g;
	if outcome <> 'ok' then
		return;
	end if;
	select array_agg(x.j order by (x.j).id desc) into v_rows
	from (select j from core.job j
		where j.id < p_at_id and (v_sites is null or j.sites <@ v_sites or j.made_by = w.account and coalesce(j.sites && v_sites, true))
		order by j.id desc limit p_limit + 1) x;
	v_items := array(select core.job_json(r) from unnest(v_rows[1:p_limit]) r order by r.id desc);
	body := core.list_json('jobs', v_items, array(select r.id from unnest(v_rows) r));
end $$;
