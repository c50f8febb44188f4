-- SPDX-License-Identifier: Apache-2.0
-- Locks a sanction of this account if the viewer may lift it: a moderator of its site with more power than the
-- account.
-- Outcomes:
--   ok          the sanction is locked
--   sanctioned  {kind, until}: the viewer is banned
--   sign_in, second_factor, forbidden, not_found
create or replace function core.sanction_liftable(w core.viewer_state, p_account uuid, p_sanction uuid,
	out outcome text, out body json)
language plpgsql
as $$
#variable_conflict use_column
declare
	n core.sanction;
	v_sites uuid[];
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'sanctions') g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'lift', p_sanction, null, outcome);
		return;
	end if;
	select * into n from core.sanction x where x.id = p_sanction and x.account_id = p_account for no key update;
	if not found or not coalesce(n.site_id = any(v_sites), v_sites is null) then
		outcome := 'not_found';
	elsif not core.outranks(w.account, p_account, n.site_id) then
		outcome := 'forbidden';
	end if;
	perform core.audit_refused(w, 'lift', n.id, n.site_id, outcome);
end $$;
