-- SPDX-License-Identifier: Apache-2.0
-- The viewer begins to set up an authenticator app: keeps its secret, as the worker stores it, for an hour or until totp_confirm(). An app in use
-- works until then.
-- Outcomes:
--   ok  {username}; also for the same p_id again
--   confirm  core.confirm_json(): needs a fresh proof
--   sign_in
create or replace function api_1.totp_begin(p_viewer bytea, p_id uuid, p_secret bytea, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
begin
	perform core.id_check(p_id);
	if w.account is null then
		outcome := 'sign_in';
		return;
	elsif not core.fresh(w) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
		return;
	end if;
	perform from core.account a where a.id = w.account for no key update;
	delete from core.totp t where t.account_id = w.account and t.confirmed_at is null and t.id <> p_id;
	insert into core.totp (id, account_id, secret, made_at) values (p_id, w.account, p_secret, core.now()) on conflict (id) do nothing;
	outcome := 'ok';
	body := json_build_object('username', w.name);
end $$;
