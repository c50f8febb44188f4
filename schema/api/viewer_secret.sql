-- SPDX-License-Identifier: Apache-2.0
-- The viewer's password hash, to verify it before a change, and the name and e-mail address that the new password
-- must not be.
-- Outcomes:
--   ok  account, hash, name, email
--   sign_in
create or replace function api_1.viewer_secret(p_viewer bytea, out outcome text, out account uuid, out hash text,
	out name text, out email text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	select 'ok', a.id, a.password_hash, a.username, a.email into outcome, account, hash, name, email
	from core.session s join core.account a on a.id = s.account_id
	where s.token = substring(p_viewer from 1 for 32) and s.expires_at > core.now() and not s.pending and a.state = 'active';
	if not found then
		outcome := 'sign_in';
	end if;
end $$;
