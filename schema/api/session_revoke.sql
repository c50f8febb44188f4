-- SPDX-License-Identifier: Apache-2.0
-- Ends one of the viewer's sessions.
-- Outcomes:
--   ok         ended; also for the same p_end or Idempotency-Key again
--   not_found  no such session of the viewer
--   sign_in
create or replace function api_1.session_revoke(p_viewer bytea, p_session uuid, p_end uuid default core.new_id(), p_key uuid default null,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_key constant uuid := coalesce(p_key, p_end);
	v_token constant bytea := substring(p_viewer from 1 for 32);
begin
	perform core.id_check(p_end);
	if core.session_end(w.account, p_session, v_key, v_token) or core.session_ended(v_key, v_token, p_session) then
		outcome := 'ok';
	else
		outcome := case when w.account is null then 'sign_in' else 'not_found' end;
	end if;
end $$;
