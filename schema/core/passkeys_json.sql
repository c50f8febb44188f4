-- SPDX-License-Identifier: Apache-2.0
-- The passkeys of an account, oldest first: core.passkey_json().
create or replace function core.passkeys_json(p_account uuid, p_host text) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (select coalesce(json_agg(core.passkey_json(k, p_host) order by k.id), '[]') from core.passkey k where k.account_id = p_account);
end $$;
