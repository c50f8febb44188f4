-- SPDX-License-Identifier: Apache-2.0
-- Audit entries of the sites where the viewer is admin or auditor, newest first in the order in which they were
-- appended. p_at_id: the last entry of the page before. Entries without a site are for admins and auditors of all
-- sites. Exceptions are sign-ins, passwords and refused attempts of accounts with a role on one of the viewer's
-- sites, since the role was given. They are shown if the account has no more power there than the viewer; an auditor
-- reads those of an admin of the site, and so does an API token with the scope audit:read. Null parameters do not filter. p_site: the key
-- of one site; null: all of the viewer's.
-- Outcomes:
--   ok          {entries, next}: next is an id or null
--   not_found   p_site: no such site, or one where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   scope       {scope}: the API token lacks it
--   sign_in, second_factor, forbidden, token_ended, token_expired
create or replace function api_1.audit_log(p_viewer bytea, p_actor uuid, p_object uuid, p_action text,
	p_from timestamptz, p_to timestamptz, p_limit int, p_at_id uuid, p_site text default null, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_at bigint := 9223372036854775807;
	v_rows core.audit[];
	v_known uuid[];
	v_since timestamptz[];
	v_items json[];
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_reader(w, p_viewer, 'audit:read', 'audit', p_site) g;
	if outcome <> 'ok' then
		return;
	end if;
	if p_at_id <> 'ffffffff-ffff-ffff-ffff-ffffffffffff' then
		v_at := coalesce((select a.seq from core.audit a where a.id = p_at_id), 0);
	end if;
	if v_sites is not null then
		select array_agg(r.account_id), array_agg(r.granted_at) into v_known, v_since
		from core.role r
		where r.site_id = any(v_sites) and core.power(r.account_id, r.site_id) <= greatest(core.power(w.account, r.site_id), core.role_rank('admin'));
	end if;
	execute 'select array_agg(x.a) from (select a from core.audit a where a.seq < $1' ||
		case when v_sites is not null then ' and (a.site_id = any($2) or a.site_id is null
			and a.action in (''sign_in'', ''sign_in_failed'', ''password'', ''refused'')
			and exists (select from unnest($9, $10) k (account, since) where k.account = coalesce(a.actor_id, a.object_id) and a.at >= k.since))' else '' end ||
		case when p_actor is not null then ' and a.actor_id = $3' else '' end ||
		case when p_object is not null then ' and (a.object_id = $4 or a.id = (select d.undone_entry from core.decision d where d.id = $4))' else '' end ||
		case when p_action is not null then ' and a.action = $5' else '' end ||
		case when p_from is not null then ' and a.at >= $6' else '' end ||
		case when p_to is not null then ' and a.at < $7' else '' end ||
		' order by a.seq desc limit $8 + 1) x'
	into v_rows using v_at, v_sites, p_actor, p_object, p_action, p_from, p_to, p_limit, v_known, v_since;
	v_items := array(select core.audit_json(a, v_sites is null) from unnest(v_rows[1:p_limit]) a order by a.seq desc);
	body := core.list_json('entries', v_items, array(select r.id from unnest(v_rows) r));
end $$;
