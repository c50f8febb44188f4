-- SPDX-License-Identifier: Apache-2.0
-- Writes an audit entry of a refused attempt: beyond the viewer's role or sites, without the second factor that the role needs, on an own comment, on a case in
-- which the viewer took part, or on one that is already decided. Invalid input, lost races and unknown objects
-- (not_found without an object) are not audited. Bounded by core.audit_bounded().
create or replace function core.audit_refused(w core.viewer_state, p_act text, p_object uuid, p_site uuid, p_code text) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	if w.account is not null and (p_code = 'not_found' and p_object is not null
		or p_code in ('forbidden', 'second_factor', 'sanctioned', 'second_needed', 'own_proposal', 'appealed', 'not_decidable')) then
		perform core.audit_bounded(core.new_id(), w.account, 'refused', coalesce(p_object, p_site, w.account), p_site,
			jsonb_build_object('act', p_act, 'code', p_code));
	end if;
end $$;
