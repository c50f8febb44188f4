-- SPDX-License-Identifier: Apache-2.0
-- The viewer makes new recovery codes, of these digests; former ones work no longer.
-- Outcomes:
--   ok         made; also again
--   no_factor  the account has no second factor for which they could stand in
--   confirm  core.confirm_json(): needs a fresh proof
--   sign_in
create or replace function api_1.recovery_codes(p_viewer bytea, p_codes bytea[], out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	elsif not core.fresh(w) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
		return;
	end if;
	perform from core.account a where a.id = w.account for no key update;
	if core.factors(w.account) = '{}' then
		outcome := 'no_factor';
		return;
	end if;
	if not exists (select from core.recovery_code c where c.account_id = w.account and c.digest = any(p_codes)) then
		perform core.recovery_codes_put(w.account, p_codes);
		perform core.factor_changed(w.account, w.session, 'recovery_made', core.new_id());
	end if;
	outcome := 'ok';
end $$;
