-- SPDX-License-Identifier: Apache-2.0
-- Ends the viewer's session.
-- Outcomes:
--   ok  ended; also for the same p_end or Idempotency-Key again
--   sign_in
create or replace function api_1.session_close(p_viewer bytea, p_end uuid default core.new_id(), p_key uuid default null,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_key constant uuid := coalesce(p_key, p_end);
	v_token constant bytea := substring(p_viewer from 1 for 32);
	s core.session;
begin
	perform core.id_check(p_end);
	select * into s from core.session x where x.token = v_token;
	outcome := case when core.session_end(s.account_id, s.id, v_key, v_token) or core.session_ended(v_key, v_token, null) then 'ok' else 'sign_in' end;
end $$;
