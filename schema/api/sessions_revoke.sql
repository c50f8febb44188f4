-- SPDX-License-Identifier: Apache-2.0
-- Ends all of the viewer's sessions but the sign-in that this one is or belongs to.
-- Outcomes:
--   ok  ended; also again
--   sign_in
create or replace function api_1.sessions_revoke(p_viewer bytea, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	outcome := case when w.account is null then 'sign_in' else 'ok' end;
	if outcome = 'ok' then
		perform core.sessions_end(w.account, (select coalesce(s.parent_id, s.id) from core.session s where s.id = w.session), 'own');
	end if;
end $$;
