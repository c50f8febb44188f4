-- SPDX-License-Identifier: Apache-2.0
-- The viewer's live sessions, newest first. network: whether the network of the sign-in is the 'same' as the viewer's, 'other',
-- or null (unknown). p_keyed: the digests of networks have a key that outlives the server (audit.network_key); without it,
-- two digests of one network may differ, so 'other' is never said.
-- Outcomes:
--   ok  {sessions}
--   sign_in
create or replace function api_1.session_list(p_viewer bytea, p_keyed boolean, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_network constant text := case when length(p_viewer) >= 64 then '\x' || encode(substring(p_viewer from 33 for 32), 'hex') end;
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	outcome := 'ok';
	select json_build_object('sessions', coalesce(json_agg(json_build_object('id', s.id,
			'created_at', core.rfc3339(s.created_at), 'expires_at', core.rfc3339(s.expires_at), 'agent', s.agent,
			'network', case when s.network = v_network then 'same' when p_keyed and s.network <> v_network then 'other' end,
			'framed', s.parent_id is not null, 'current', s.id = w.session) order by s.id desc), '[]'))
	into body
	from core.session s where s.account_id = w.account and s.expires_at > core.now() and not s.pending;
end $$;
