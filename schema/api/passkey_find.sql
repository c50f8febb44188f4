-- SPDX-License-Identifier: Apache-2.0
-- The public key of a passkey that works on p_host, so that the worker can verify a signature. p_viewer: only a passkey of this session's
-- account, which may still have to prove its second factor; null: of any account.
-- Outcomes:
--   ok  {id, account, user, alg, key, may_sync}: user, as its authenticator has kept it, and key are base64url
--   not_found
create or replace function api_1.passkey_find(p_viewer bytea, p_host text, p_credential bytea, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	select 'ok', json_build_object('id', k.id, 'account', k.account_id, 'user', core.base64url(uuid_send(k.account_id)), 'alg', k.alg, 'key', core.base64url(k.public_key), 'may_sync', k.may_sync)
	into outcome, body
	from core.passkey k
	where k.credential = p_credential and k.host = p_host
		and (p_viewer is null or exists (select from core.session s
			where s.token = substring(p_viewer from 1 for 32) and s.expires_at > core.now() and s.account_id = k.account_id));
	outcome := coalesce(outcome, 'not_found');
end $$;
