-- SPDX-License-Identifier: Apache-2.0
-- The viewer's second factors but passkeys: {totp, recovery, needed, waits}: totp: since when the app is set up, or null; recovery: codes that
-- are left; needed: the account's role needs a factor; waits: it waits for one in this session.
create or replace function core.factors_json(w core.viewer_state) returns jsonb
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return jsonb_build_object('totp', (select core.rfc3339(t.confirmed_at) from core.totp t where t.account_id = w.account and t.confirmed_at is not null),
		'recovery', (select count(*)::int from core.recovery_code c where c.account_id = w.account and c.used_at is null),
		'needed', core.factor_needed(w), 'waits', core.role_waits(w));
end $$;
