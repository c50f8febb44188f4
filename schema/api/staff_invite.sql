-- SPDX-License-Identifier: Apache-2.0
-- An admin invites somebody by mail to a role on one site or on all (p_site null), with areas as of api_1.role_set(). The
-- role waits for consent. p_account: the id of a new account. The answer does not tell whether the address had an account.
-- Outcomes:
--   ok              {invitation}: core.invitation_json(); the same again for the same entry or Idempotency-Key
--   username_taken
--   not_found       a site where the viewer has no role
--   sanctioned      {kind, until}: a ban
--   confirm         {methods}: the viewer has to prove themselves again, see core.fresh()
--   sign_in, second_factor, forbidden, key_reused
create or replace function api_1.staff_invite(p_viewer bytea, p_account uuid, p_name text, p_skeleton text, p_address text, p_role text, p_site text,
	p_permissions text, p_entry uuid, p_key uuid, p_digest bytea, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_site constant uuid := (select s.id from core.site s where s.key = p_site);
	v_permissions constant text[] := core.permissions_kept(p_role, p_permissions);
	v_sites uuid[];
	v_account uuid;
	v_reused boolean;
begin
	perform core.id_check(p_account);
	perform core.id_check(p_entry);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_scope(w, 4, 'staff', p_site) g;
	if outcome = 'ok' and p_site is null and v_sites is not null then
		outcome := 'forbidden';
	end if;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'invite', w.account, v_site, outcome);
		return;
	elsif not core.fresh(w) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
		return;
	end if;
	perform from core.account a where a.id = w.account for no key update; -- another transaction may be using the same key
	select g.id, g.reused into p_entry, v_reused from core.write_id(w.account, p_key, 'staff_invite', p_digest, p_entry) g;
	if v_reused then
		outcome := 'key_reused';
		return;
	elsif not exists (select from core.audit x where x.id = p_entry) then
		-- for a new account: the check needs none
		if not core.role_givable(w.account, p_account, p_role, v_site, v_permissions) then
			outcome := 'forbidden';
			perform core.audit_refused(w, 'invite', w.account, v_site, outcome);
			return;
		end if;
		v_account := core.invited_account(p_account, p_name, p_skeleton, p_address);
		if v_account is null then
			outcome := 'username_taken';
			return;
		elsif v_account = w.account or not core.role_givable(w.account, v_account, p_role, v_site, v_permissions) then
			outcome := 'forbidden';
			return;
		end if;
		perform core.role_offer_put(v_account, p_role, v_site, w.account, p_entry, v_permissions, p_address);
		perform core.idempotency_store(w.account, p_key, 'staff_invite', p_digest, null, p_entry, null);
	end if;
	select json_build_object('invitation', core.invitation_json(o)) into body from core.role_offer o where o.id = p_entry;
	body := coalesce(body, json_build_object('invitation', null));
end $$;
