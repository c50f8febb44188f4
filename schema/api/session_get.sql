-- SPDX-License-Identifier: Apache-2.0
-- The viewer's session, a banned account's too.
-- Outcomes:
--   ok  {account, expires_at, unread}: as core.unread(); for roles at the desk also sites, keys of its sites, null
--      for all, and roles as of core.roles_json(). role_waits: its role gives no rights in this session, because it needs a
--      second factor; account.role is then reader
--   sign_in
create or replace function api_1.session_get(p_viewer bytea, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	outcome := 'ok';
	if core.role_waits(w) then
		body := json_build_object('account', core.account_json(w.account, true), 'expires_at', core.rfc3339(w.expires_at), 'unread', core.unread(w.account),
			'role_waits', true);
		return;
	elsif w.rank < 2 then
		body := json_build_object('account', core.account_json(w.account), 'expires_at', core.rfc3339(w.expires_at), 'unread', core.unread(w.account));
		return;
	end if;
	v_sites := core.sites_moderated(w.account, 2);
	body := json_build_object('account', core.account_json(w.account), 'expires_at', core.rfc3339(w.expires_at), 'unread', core.unread(w.account),
		'sites', case when v_sites is not null then
			coalesce((select json_agg(s.key order by s.key) from core.site s where s.id = any(v_sites)), '[]') end,
		'roles', core.roles_json(w.account, v_sites));
end $$;
