-- SPDX-License-Identifier: Apache-2.0
-- For the operator: ends the doubt about the database's clock, so that sweeps delete by time again. Returns the
-- reason and start of the doubt; null if there was none.
create or replace function core.clock_accept(out doubt text, out since text)
language plpgsql
as $$
#variable_conflict use_column
declare
	s core.sweep_state;
begin
	select * into s from core.sweep_state for no key update;
	doubt := s.doubt;
	since := core.rfc3339(s.doubt_at);
	update core.sweep_state set doubt = null, doubt_at = null, last_at = core.now(), accepted = s.accepted + 1;
	perform core.audit_write(core.new_id(), null, 'clock_accept', core.new_id(), null,
		jsonb_build_object('doubt', doubt, 'since', since, 'last_sweep', core.rfc3339(s.last_at)), null);
end $$;
