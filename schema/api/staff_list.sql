-- SPDX-License-Identifier: Apache-2.0
-- The staff of the viewer's sites, for admins and auditors with the area staff: a page of accounts with their roles, the
-- newest account first; on the first page also the offers that wait, and roles that were taken away in the last 30 days.
-- last_sign_in is a day, since the role was given; of accounts with more power than an admin of the site it is null.
-- p_site: the key of one site; null: all of the viewer's.
-- Outcomes:
--   ok          {staff, invitations, former, next}: staff is [{id, username, roles, last_sign_in}], next an id or null
--   not_found   a site where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.staff_list(p_viewer bytea, p_limit int, p_at_id uuid, p_site text default null, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_ids uuid[];
	v_items json[];
	v_n int;
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_scope(w, 2, 'staff', p_site) g;
	if outcome <> 'ok' then
		return;
	end if;
	v_ids := array(select distinct r.account_id from core.role r
		where (v_sites is null or r.site_id is null or r.site_id = any(v_sites)) and r.account_id < p_at_id
		order by r.account_id desc limit p_limit + 1);
	v_items := array(select json_build_object('id', a.id, 'username', a.username, 'state', a.state,
			'roles', (select json_agg(json_build_object('role', r.role, 'site', s.key, 'permissions', coalesce(r.permissions, core.role_permissions(r.role)),
					'limited', r.permissions is not null, 'granted_at', core.rfc3339(r.granted_at), 'by', b.username,
					'may_change', a.id <> w.account and core.role_givable(w.account, a.id, 'reader', r.site_id, '{}')) order by s.key nulls first)
				from core.role r left join core.site s on s.id = r.site_id left join core.account b on b.id = r.granted_by
				where r.account_id = a.id and (v_sites is null or r.site_id is null or r.site_id = any(v_sites))),
			'last_sign_in', case when v_sites is null or core.power(a.id, null) <= core.role_rank('admin') then
				(select to_char(x.at at time zone 'UTC', 'YYYY-MM-DD') from core.audit x where x.actor_id = a.id and x.action = 'sign_in'
					and x.at >= (select min(r.granted_at) from core.role r where r.account_id = a.id and (v_sites is null or r.site_id = any(v_sites)))
				order by x.seq desc limit 1) end)
		from core.account a where a.id = any(v_ids[1:p_limit]) order by a.id desc);
	v_n := core.fit_count(v_items, 0.6);
	body := json_build_object('staff', to_json(v_items[1:v_n]), 'next', case when cardinality(v_ids) > v_n then v_ids[v_n] end,
		'invitations', case when p_at_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff' then (select coalesce(json_agg(core.invitation_json(y.o) order by (y.o).id desc), '[]')
			from (select x as o from core.role_offer x where v_sites is null or x.site_id = any(v_sites) order by x.id desc limit 100) y) else '[]' end,
		'former', case when p_at_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff' then (select coalesce(json_agg(json_build_object('id', a.id, 'username', a.username,
				'role', x.codes ->> 'from', 'site', s.key, 'permissions', coalesce(x.codes -> 'from_permissions', to_jsonb(core.role_permissions(x.codes ->> 'from'))),
				'limited', x.codes ? 'from_permissions', 'by', b.username, 'at', core.rfc3339(x.at)) order by x.seq desc), '[]')
			from (select z.* from (select y.* from core.audit y where y.action = 'role' order by y.seq desc limit 500) z
				where z.at > core.now() - interval '30 days' and z.codes ->> 'role' = 'reader' and z.codes ->> 'from' <> 'reader'
					and (v_sites is null or z.site_id = any(v_sites))
					and not exists (select from core.role r where r.account_id = z.object_id and r.site_id is not distinct from z.site_id)
				order by z.seq desc limit 20) x
			join core.account a on a.id = x.object_id and a.state = 'active'
			left join core.site s on s.id = x.site_id left join core.account b on b.id = x.actor_id) else '[]' end);
end $$;
