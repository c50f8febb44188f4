-- SPDX-License-Identifier: Apache-2.0
-- The viewer's own appeals, newest first; banned accounts may read them.
-- Outcomes:
--   ok  {appeals, next}: next is an id or null
--   sign_in
create or replace function api_1.appeal_mine(p_viewer bytea, p_limit int default 100, p_at_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff',
	out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_rows core.appeal[];
	v_items json[];
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	outcome := 'ok';
	select array_agg(y.p) into v_rows
	from (select x as p from core.appeal x where x.account_id = w.account and x.id < p_at_id order by x.id desc limit p_limit + 1) y;
	v_items := array(select core.appeal_json(p, false) from unnest(v_rows[1:p_limit]) p order by p.id desc);
	body := core.list_json('appeals', v_items, array(select r.id from unnest(v_rows) r));
end $$;
