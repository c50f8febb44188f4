-- SPDX-License-Identifier: Apache-2.0
-- What a browser needs to know to prove a passkey of the session's account, which may be pending, in WebAuthn's words.
-- Outcomes:
--   ok  {allowCredentials}: those that work on p_host
--   sign_in
create or replace function api_1.passkey_proof_options(p_viewer bytea, p_host text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	select 'ok', json_build_object('allowCredentials', core.passkey_ids_json(a.id, p_host))
	into outcome, body
	from core.session s join core.account a on a.id = s.account_id and a.state = 'active'
	where s.token = substring(p_viewer from 1 for 32) and s.parent_id is null and s.expires_at > core.now();
	outcome := coalesce(outcome, 'sign_in');
end $$;
