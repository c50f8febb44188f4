-- SPDX-License-Identifier: Apache-2.0
-- A code of the app confirmed its secret (p_id: of totp_begin): it is a factor of the viewer's account from now on, in place of a former app. The
-- session gets a proven factor and the token p_token. The first factor comes with recovery codes of these digests.
-- Outcomes:
--   ok         {account, expires_at, recovery}: recovery: the codes are stored; also for the same p_token again
--   not_found  another setup was begun meanwhile
--   sign_in
create or replace function api_1.totp_confirm(p_viewer bytea, p_id uuid, p_step bigint, p_codes bytea[], p_token bytea,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state;
	s core.session;
	v_id uuid;
	v_recovery boolean;
begin
	select * into s from core.session x where x.token = p_token;
	if found then -- the same call again
		outcome := 'ok';
		body := (core.session_json(s.id)::jsonb || jsonb_build_object('recovery', exists (select from core.recovery_code c
			where c.account_id = s.account_id and c.digest = any(p_codes))))::json;
		return;
	end if;
	w := core.viewer(p_viewer, null);
	s := core.session_find(p_viewer);
	if w.account is null or s.id is null then
		outcome := 'sign_in';
		return;
	end if;
	select t.id into v_id from core.totp t where t.account_id = w.account and t.confirmed_at is null and t.id = p_id;
	if not found then
		outcome := 'not_found';
		return;
	end if;
	v_recovery := not exists (select from core.recovery_code c where c.account_id = w.account and c.used_at is null);
	delete from core.totp t where t.account_id = w.account and t.confirmed_at is not null;
	update core.totp t set confirmed_at = core.now(), last_step = p_step where t.id = v_id;
	if v_recovery then
		perform core.recovery_codes_put(w.account, p_codes);
	end if;
	perform core.factor_proven(s.id, p_token, null, null, null, null, null);
	perform core.factor_changed(w.account, s.id, 'totp_added', core.new_id());
	outcome := 'ok';
	body := (core.session_json(s.id)::jsonb || jsonb_build_object('recovery', v_recovery))::json;
end $$;
