-- SPDX-License-Identifier: Apache-2.0
-- The viewer's notices, newest first; banned accounts may read them.
-- Outcomes:
--   ok  {notices, unread, next}: unread is counted up to 100; next is an id or null
--   sign_in
create or replace function api_1.notice_list(p_viewer bytea, p_limit int, p_at_id uuid, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_rows core.notice[];
	v_items json[];
	v_n int;
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	outcome := 'ok';
	select array_agg(y.n) into v_rows
	from (select x as n from core.notice x where x.account_id = w.account and x.id < p_at_id order by x.id desc limit p_limit + 1) y;
	v_items := array(select core.notice_json(n) from unnest(v_rows[1:p_limit]) n order by n.id desc);
	v_n := core.fit_count(v_items);
	body := json_build_object('notices', to_json(v_items[1:v_n]),
		'unread', (select count(*) from (select from core.notice x where x.account_id = w.account and x.read_at is null limit 100) u),
		'next', case when cardinality(v_rows) > v_n then v_rows[v_n].id end);
end $$;
