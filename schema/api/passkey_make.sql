-- SPDX-License-Identifier: Apache-2.0
-- What a browser needs to know to make a passkey of the viewer's account, in WebAuthn's words.
-- Outcomes:
--   ok            {user: {id, name, displayName}, excludeCredentials}
--   passkeys_max  the account has 20
--   confirm        core.confirm_json(): the person has to be proven first
--   sign_in
create or replace function api_1.passkey_make(p_viewer bytea, p_host text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	if w.account is null then
		outcome := 'sign_in';
	elsif not core.fresh(w) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
	elsif core.passkeys_full(w.account) then
		outcome := 'passkeys_max';
	else
		outcome := 'ok';
		body := json_build_object('user', json_build_object('id', core.base64url(uuid_send(w.account)), 'name', w.name, 'displayName', w.name),
			'excludeCredentials', core.passkey_ids_json(w.account, p_host));
	end if;
end $$;
