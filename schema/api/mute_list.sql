-- SPDX-License-Identifier: Apache-2.0
-- The readers whom the viewer muted. p_at_id: accounts below this id.
-- Outcomes:
--   ok  {mutes, next}: each {id, username, at}; next is an id or null
--   sign_in
create or replace function api_1.mute_list(p_viewer bytea, p_limit int, p_at_id uuid, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_items json[];
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	outcome := 'ok';
	v_items := array(
		select json_build_object('id', a.id, 'username', a.username, 'at', core.rfc3339(m.at))
		from core.mute m join core.account a on a.id = m.muted_id
		where m.account_id = w.account and m.muted_id < p_at_id
		order by m.muted_id desc limit p_limit + 1);
	body := json_build_object('mutes', to_json(v_items[1:p_limit]),
		'next', case when cardinality(v_items) > p_limit then v_items[p_limit] ->> 'id' end);
end $$;
