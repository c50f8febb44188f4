-- SPDX-License-Identifier: Apache-2.0
-- The viewer removes the authenticator app, in use or being set up.
-- Outcomes:
--   ok             removed; also if there is none
--   factor_needed  it is the last factor, and the account's role needs one
--   confirm  core.confirm_json(): needs a fresh proof
--   sign_in
create or replace function api_1.totp_remove(p_viewer bytea, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_used boolean;
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
	v_used := exists (select from core.totp t where t.account_id = w.account and t.confirmed_at is not null);
	if v_used and array_remove(array_remove(core.factors(w.account), 'totp'), 'recovery') = '{}' and core.factor_needed(w) then
		outcome := 'factor_needed';
		return;
	end if;
	delete from core.totp t where t.account_id = w.account;
	if v_used then
		perform core.factor_changed(w.account, w.session, 'totp_removed', core.new_id());
	end if;
	outcome := 'ok';
end $$;
