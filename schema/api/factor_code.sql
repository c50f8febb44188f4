-- SPDX-License-Identifier: Apache-2.0
-- For a code of the app that the session's account typed, in a pending session too: what the worker needs to compare it. The worker then calls
-- factor_prove() or factor_failed().
-- Outcomes:
--   ok       {account, id, totp, last_step, now}: of core.totp, the secret as core.totp stores it, in hexadecimal digits; now in s
--   none     the account has no app
--   refused  too many codes and passwords failed in a row, and this is no known device; a recovery code still works
--   sign_in
create or replace function api_1.factor_code(p_viewer bytea, p_device bytea, p_network text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	s core.session;
	t core.totp;
begin
	select x.* into s from core.session x join core.account a on a.id = x.account_id and a.state = 'active'
	where x.token = substring(p_viewer from 1 for 32) and x.parent_id is null and x.expires_at > core.now();
	if s.id is null then
		outcome := 'sign_in';
		return;
	end if;
	select * into t from core.totp x where x.account_id = s.account_id and x.confirmed_at is not null;
	outcome := case when t.id is null then 'none'
		when core.sign_in_refused(s.account_id, core.sign_in_place(s.account_id, p_device, p_network)) then 'refused' else 'ok' end;
	if outcome = 'ok' then
		body := json_build_object('account', s.account_id, 'id', t.id, 'totp', encode(t.secret, 'hex'), 'last_step', coalesce(t.last_step, 0),
			'now', floor(extract(epoch from core.now()))::bigint);
	end if;
end $$;
