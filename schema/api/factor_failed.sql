-- SPDX-License-Identifier: Apache-2.0
-- Records a wrong code of the app in the viewer's session, a pending one too; see core.factor_failure().
-- Outcomes:
--   wrong   {left}: tries that are left in a pending session; also again
--   ended   it was the last try of the session
--   sign_in
create or replace function api_1.factor_failed(p_viewer bytea, p_device bytea, p_entry uuid, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	s core.session;
begin
	perform core.id_check(p_entry);
	s := core.session_find(p_viewer);
	if s.id is null then
		outcome := 'sign_in';
		return;
	end if;
	select f.outcome, f.body into outcome, body from core.factor_failure(s, p_entry, p_device) f;
end $$;
