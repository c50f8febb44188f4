-- SPDX-License-Identifier: Apache-2.0
-- Proves a passkey of the session's account as a second factor, in a pending session too: core.passkey_use(), then core.factor_proven().
-- Outcomes:
--   ok  core.session_json(); also for the same p_token again
--   not_found, expired, counter  as core.passkey_use(); not_found for a passkey of another account too
--   sign_in
create or replace function api_1.passkey_prove(p_viewer bytea, p_passkey uuid, p_counter bigint, p_synced boolean, p_challenge bytea, p_expires bigint,
	p_token bytea, p_life int, p_staff_life int, p_address text, p_agent text, p_device bytea, p_entry uuid,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	s core.session;
begin
	perform core.id_check(p_entry);
	select * into s from core.session x where x.token = p_token;
	if found then -- the same call again
		outcome := 'ok';
		body := core.session_json(s.id);
		return;
	end if;
	s := core.session_find(p_viewer);
	if s.id is null then
		outcome := 'sign_in';
	elsif not exists (select from core.passkey k where k.id = p_passkey and k.account_id = s.account_id) then
		outcome := 'not_found';
	else
		outcome := core.passkey_use(p_passkey, p_counter, p_synced, p_challenge, p_expires, p_entry, p_address, p_entry);
	end if;
	if outcome = 'ok' then
		perform core.factor_proven(s.id, p_token, p_life, p_staff_life, p_address, p_agent, p_device);
		body := core.session_json(s.id);
	end if;
end $$;
