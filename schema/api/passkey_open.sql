-- SPDX-License-Identifier: Apache-2.0
-- Signs in with a passkey alone, whose authenticator verified its person: it counts as both factors. See core.passkey_use() and
-- core.session_begin().
-- Outcomes:
--   ok  core.session_json(); also for the same p_session again
--   not_found, expired, counter  as core.passkey_use()
create or replace function api_1.passkey_open(p_passkey uuid, p_counter bigint, p_synced boolean, p_challenge bytea, p_expires bigint,
	p_session uuid, p_token bytea, p_life int, p_staff_life int, p_address text, p_agent text, p_device bytea, p_factor_required boolean, p_entry uuid,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	perform core.id_check(p_session);
	perform core.id_check(p_entry);
	outcome := core.passkey_use(p_passkey, p_counter, p_synced, p_challenge, p_expires, p_session, p_address, p_entry);
	if outcome = 'ok' then
		perform core.session_begin((select k.account_id from core.passkey k where k.id = p_passkey), p_session, p_token, p_life, p_staff_life,
			p_address, p_agent, p_device, p_factor_required, true);
		perform core.sign_in_failures_clear((select k.account_id from core.passkey k where k.id = p_passkey));
		body := core.session_json(p_session);
	end if;
end $$;
