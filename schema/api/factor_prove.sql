-- SPDX-License-Identifier: Apache-2.0
-- Proves a second factor in the viewer's session, a pending one too (core.factor_proven). p_step: the time step of a code of the app that the
-- worker compared with the secret; null: p_code is the digest of a recovery code. Each step and each code works once. In another session the
-- proof is a fresh one, which is audited for staff.
-- Outcomes:
--   ok      core.session_json(); also for the same p_token again
--   wrong   {left}: tries that are left in a pending session; counted, see core.factor_failure()
--   ended   the same, and it was the last try of the session
--   sign_in
create or replace function api_1.factor_prove(p_viewer bytea, p_step bigint, p_code bytea, p_token bytea, p_life int, p_staff_life int,
	p_address text, p_agent text, p_device bytea, p_entry uuid, out outcome text, out version bigint, out body json)
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
		return;
	end if;
	if p_step is not null then
		update core.totp x set last_step = p_step
		where x.account_id = s.account_id and x.confirmed_at is not null and coalesce(x.last_step, 0) < p_step;
	else
		update core.recovery_code x set used_at = core.now()
		where x.account_id = s.account_id and x.digest = p_code and x.used_at is null;
	end if;
	if not found then
		select f.outcome, f.body into outcome, body from core.factor_failure(s, p_entry, p_device) f;
		return;
	end if;
	perform core.factor_proven(s.id, p_token, p_life, p_staff_life, p_address, p_agent, p_device);
	if not s.pending then
		perform core.confirm_audit(s.account_id, s.id, case when p_step is null then 'recovery' else 'totp' end, p_entry);
	end if;
	if p_step is null then
		perform core.factor_changed(s.account_id, s.id, 'recovery_used', core.new_id());
	end if;
	outcome := 'ok';
	body := core.session_json(s.id);
end $$;
