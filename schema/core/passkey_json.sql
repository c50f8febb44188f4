-- SPDX-License-Identifier: Apache-2.0
-- A passkey as its account sees it. usable: made for p_host, so its pages can use it.
create or replace function core.passkey_json(k core.passkey, p_host text) returns json
language plpgsql stable
as $$
begin
	return json_build_object('id', k.id, 'name', k.name, 'host', k.host, 'usable', k.host = p_host, 'synced', k.synced,
		'made_at', core.rfc3339(k.made_at), 'last_at', core.rfc3339(k.last_at));
end $$;
