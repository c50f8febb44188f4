-- SPDX-License-Identifier: Apache-2.0
-- Makes a one-time code that opens a session of the viewer's account inside a frame (session_exchange). It ends unused
-- after p_life seconds, and with the viewer's session.
-- Outcomes:
--   ok         {expires_at}; also for the same p_id again
--   forbidden  the viewer's session is itself one of a frame
--   sign_in
create or replace function api_1.session_handover(p_viewer bytea, p_id uuid, p_code bytea, p_life int,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_expires constant timestamptz := core.now() + make_interval(secs => p_life);
begin
	perform core.id_check(p_id);
	-- waits for a concurrent end of the session
	perform from core.session s where s.id = w.session for key share;
	if not found then
		outcome := 'sign_in';
		return;
	end if;
	if exists (select from core.session s where s.id = w.session and s.parent_id is not null) then
		outcome := 'forbidden';
		perform core.audit_refused(w, 'session_handover', null, null, outcome);
		return;
	end if;
	insert into core.session_code (id, code, session_id, expires_at) values (p_id, p_code, w.session, v_expires)
	on conflict (id) do nothing;
	outcome := 'ok';
	body := json_build_object('expires_at', core.rfc3339((select c.expires_at from core.session_code c where c.id = p_id)));
end $$;
