-- SPDX-License-Identifier: Apache-2.0
-- An admin withdraws an offer of a role, or sends its mail again (p_resend), on a site where they could give the role. An
-- invited account without another offer is deleted with its last one. A mail goes at most every ten minutes.
-- Outcomes:
--   ok         done; also again for the same entry
--   not_found  no such offer, or of a site where the viewer has no role
--   too_fast   {wait}: s until the mail may be sent again
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.invitation_act(p_viewer bytea, p_offer uuid, p_resend boolean, p_entry uuid,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	o core.role_offer;
	v_wait int;
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 4, 'staff') g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'invite', p_offer, null, outcome);
		return;
	end if;
	if exists (select from core.audit x where x.id = p_entry) then
		return;
	end if;
	select * into o from core.role_offer x where x.id = p_offer for update;
	if not found or not coalesce(o.site_id = any(v_sites), v_sites is null) then
		outcome := 'not_found';
		perform core.audit_refused(w, 'invite', o.id, o.site_id, outcome);
		return;
	elsif not core.role_givable(w.account, o.account_id, o.role, o.site_id, '{}') then
		outcome := 'forbidden';
		perform core.audit_refused(w, 'invite', o.id, o.site_id, outcome);
		return;
	end if;
	v_wait := ceil(extract(epoch from o.mailed_at + interval '10 minutes' - core.now()))::int;
	if p_resend and v_wait > 0 then
		outcome := 'too_fast';
		body := json_build_object('wait', v_wait);
		return;
	end if;
	if p_resend then
		perform core.role_offer_mail(o);
	else
		delete from core.role_offer x where x.id = o.id;
		perform core.account_uninvite(o.account_id);
	end if;
	perform core.audit_write(p_entry, w.account, case when p_resend then 'role_resend' else 'role_withdraw' end, o.account_id, o.site_id,
		jsonb_build_object('role', o.role), null);
end $$;
