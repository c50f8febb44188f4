-- SPDX-License-Identifier: Apache-2.0
-- The viewer proved themselves again by the password, which was verified against p_hash. The session gets another token.
-- Outcomes:
--   ok               core.session_json(); also for the same p_token again
--   bad_credentials  the password changed meanwhile
--   confirm          {methods}: a password does not prove the person of this account
--   sign_in
create or replace function api_1.session_step_up(p_viewer bytea, p_hash text, p_token bytea, p_entry uuid,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_again boolean := false;
begin
	perform core.id_check(p_entry);
	if w.account is null then
		w := core.viewer(p_token || substring(p_viewer from 33), null);
		v_again := w.account is not null;
	end if;
	-- waits for a concurrent password change
	perform from core.account a where a.id = w.account and p_hash in (a.password_hash, a.rehashed_from) for share;
	if w.account is null then
		outcome := 'sign_in';
	elsif not found then
		outcome := 'bad_credentials';
	elsif not 'password' = any(core.confirm_methods(w.account)) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
	else
		if not v_again then
			perform core.session_prove(w.session, p_token, 'password', p_entry);
		end if;
		outcome := 'ok';
		body := core.session_json(w.session);
	end if;
end $$;
