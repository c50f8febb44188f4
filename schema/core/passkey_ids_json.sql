-- SPDX-License-Identifier: Apache-2.0
-- The passkeys of an account that work on p_host, in WebAuthn's words: [{type, id, transports}].
create or replace function core.passkey_ids_json(p_account uuid, p_host text) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (select coalesce(json_agg(json_build_object('type', 'public-key', 'id', core.base64url(k.credential),
			'transports', array_remove(string_to_array(k.transports, ' '), '')) order by k.id), '[]')
		from core.passkey k where k.account_id = p_account and k.host = p_host);
end $$;
