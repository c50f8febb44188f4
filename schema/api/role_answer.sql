-- SPDX-License-Identifier: Apache-2.0
-- The viewer accepts or declines a role that an admin offered. Accepted, it holds from now on, and the
-- other sessions of the account end.
-- Outcomes:
--   ok         core.account_json(); also again
--   not_found  no such offer of the viewer, or its admin may not give that role any more
--   confirm    {methods}: to accept, the viewer has to prove themselves again, see core.fresh()
--   sign_in
create or replace function api_1.role_answer(p_viewer bytea, p_offer uuid, p_accept boolean, p_entry uuid, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	o core.role_offer;
begin
	perform core.id_check(p_entry);
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	if p_accept and not core.fresh(w) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
		return;
	end if;
	delete from core.role_offer x where x.id = p_offer and x.account_id = w.account returning * into o;
	if o.id is null and not exists (select from core.audit x where x.id = p_entry)
		or o.offered_by is not null and not core.role_givable(o.offered_by, w.account, o.role, o.site_id, o.permissions) then
		outcome := 'not_found';
		return;
	end if;
	if o.id is not null and p_accept then
		perform core.role_put(w.account, o.role, o.site_id, o.offered_by, p_entry, o.permissions, w.session);
	elsif o.id is not null then
		perform core.audit_write(p_entry, w.account, 'role_decline', w.account, o.site_id, jsonb_build_object('role', o.role), null);
	end if;
	outcome := 'ok';
	body := core.account_json(w.account);
end $$;
