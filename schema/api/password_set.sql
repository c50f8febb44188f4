-- SPDX-License-Identifier: Apache-2.0
-- Replaces the password hash that was verified and ends all other sessions; see core.password_changed().
-- Outcomes:
--   ok        replaced; also again
--   conflict  the password changed meanwhile
--   confirm   {methods}: the password alone does not prove the person; see core.fresh()
--   sign_in
create or replace function api_1.password_set(p_viewer bytea, p_old text, p_new text, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	if not core.fresh(w) and not 'password' = any(core.confirm_methods(w.account)) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
		return;
	end if;
	update core.account set password_hash = p_new, rehashed_from = null
	where id = w.account and p_old in (password_hash, rehashed_from) and password_hash <> p_new;
	if not found then
		outcome := case when exists (select from core.account a where a.id = w.account and a.password_hash = p_new) then 'ok' else 'conflict' end;
		return;
	end if;
	perform core.password_changed(w.account, w.session, w.account);
	outcome := 'ok';
end $$;
