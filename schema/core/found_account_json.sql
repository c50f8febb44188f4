-- SPDX-License-Identifier: Apache-2.0
-- An account as search shows it to a moderator of these sites (null: all): no e-mail address and no sessions.
create or replace function core.found_account_json(p_account uuid, p_sites uuid[]) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_body json;
begin
	select json_build_object('id', a.id, 'username', a.username, 'state', a.state, 'created_at', core.rfc3339(a.created_at),
		'record', core.record_json(a.id, p_sites))
	into v_body
	from core.account a where a.id = p_account;
	return v_body;
end $$;
