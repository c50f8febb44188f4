-- SPDX-License-Identifier: Apache-2.0
-- The viewer's live sessions, newest first.
-- Outcomes:
--   ok  {sessions}
--   sign_in
create or replace function api_1.session_list(p_viewer bytea, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	outcome := 'ok';
	select json_build_object('sessions', coalesce(json_agg(json_build_object('id', s.id,
			'created_at', core.rfc3339(s.created_at), 'expires_at', core.rfc3339(s.expires_at),
			'agent', s.agent, 'framed', s.parent_id is not null, 'current', s.id = w.session) order by s.id desc), '[]'))
	into body
	from core.session s where s.account_id = w.account and s.expires_at > core.now() and not s.pending;
end $$;
