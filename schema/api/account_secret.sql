-- SPDX-License-Identifier: Apache-2.0
-- The account and hash for verifying a password: by the name's skeleton or, with an @, by the verified address. place: see
-- core.sign_in_place(). refused: the worker verifies the password and refuses it, right or wrong.
-- Outcomes:
--   ok         account, hash, place, refused
--   not_found  the worker verifies a dummy hash, so that both take the same time
create or replace function api_1.account_secret(p_login text, p_device bytea default null, p_network text default null,
	out outcome text, out account uuid, out hash text, out place text, out refused boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	a core.account := core.login_account(p_login);
	v_like constant uuid := coalesce(a.id, '00000000-0000-0000-0000-000000000000'); -- an unknown login reads as much
begin
	account := a.id;
	hash := a.password_hash;
	place := core.sign_in_place(v_like, p_device, p_network);
	refused := core.sign_in_refused(v_like, place) and a.id is not null;
	outcome := case when a.id is null then 'not_found' else 'ok' end;
end $$;
