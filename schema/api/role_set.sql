-- SPDX-License-Identifier: Apache-2.0
-- An admin sets an account's role on one site or on all, except the own account's: a role below the own one, of an account
-- below the own rank, with areas that the admin has (core.role_givable). A higher role that an admin of single
-- sites gives waits until the account consents (api_1.role_answer). p_permissions: the areas, words separated by spaces;
-- areas that the role does not have count for nothing; null: all of the role.
-- Outcomes:
--   ok          {id, username, role, permissions, offered}: the role on that site, its areas there, and the role there
--               that waits for consent, or null
--   not_found   no such account, or a site where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   confirm     {methods}: the viewer has to prove themselves again, see core.fresh()
--   sign_in, second_factor, forbidden, key_reused
create or replace function api_1.role_set(p_viewer bytea, p_account uuid, p_role text, p_site text, p_entry uuid,
	p_key uuid default null, p_digest bytea default null, p_permissions text default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state;
	v_site uuid;
	v_sites uuid[];
	v_permissions constant text[] := core.permissions_kept(p_role, p_permissions);
	v_reused boolean := false;
begin
	perform core.id_check(p_entry);
	select s.id into v_site from core.site s where s.key = p_site;
	w := core.viewer(p_viewer, v_site);
	v_sites := core.sites_moderated(w.account, 4, 'staff');
	if w.account is null then
		outcome := 'sign_in';
	elsif w.banned then
		outcome := 'sanctioned';
		body := core.sanctioned_json('ban', w.ban_until);
	elsif w.unproven then
		outcome := case when core.role_waits(w) then 'second_factor' else 'forbidden' end;
		perform core.audit_refused(w, 'role', p_account, v_site, outcome);
	elsif w.account = p_account or v_sites = '{}' or p_site is null and v_sites is not null then
		outcome := 'forbidden';
		perform core.audit_refused(w, 'role', p_account, v_site, outcome);
	elsif p_site is not null and core.site_access(w.account, v_sites, v_site) <> 'ok' then
		outcome := core.site_access(w.account, v_sites, v_site);
		perform core.audit_refused(w, 'role', p_account, v_site, outcome);
	elsif not exists (select from core.account a where a.id = p_account and a.state = 'active') then
		outcome := 'not_found';
	elsif not core.fresh(w) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
	else
		perform from core.account a where a.id = p_account for no key update; -- another transaction may be using the same key
		select g.id, g.reused into p_entry, v_reused from core.write_id(w.account, p_key, 'role_set', p_digest, p_entry) g;
		if v_reused then
			outcome := 'key_reused';
			return;
		elsif not exists (select from core.audit x where x.id = p_entry) then
			if not core.role_givable(w.account, p_account, p_role, v_site, v_permissions) then
				outcome := 'forbidden';
				perform core.audit_refused(w, 'role', p_account, v_site, outcome);
				return;
			elsif v_sites is not null and core.role_rank(p_role) > core.site_rank(p_account, v_site) then
				perform core.role_offer_put(p_account, p_role, v_site, w.account, p_entry, v_permissions);
			else
				perform core.role_put(p_account, p_role, v_site, w.account, p_entry, v_permissions);
			end if;
			perform core.idempotency_store(w.account, p_key, 'role_set', p_digest, null, p_entry, null);
		end if;
		outcome := 'ok';
		select json_build_object('id', a.id, 'username', a.username, 'role', core.rank_role(core.site_rank(a.id, v_site)),
			'permissions', core.permissions(a.id, v_site),
			'offered', (select o.role from core.role_offer o where o.account_id = a.id and o.site_id is not distinct from v_site))
		into body from core.account a where a.id = p_account;
	end if;
end $$;
