-- SPDX-License-Identifier: Apache-2.0
-- The kinds of second factor that an account can prove, in the order of offering them; {}: it has none. Recovery codes stand in for
-- another factor and count for nothing alone.
create or replace function core.factors(p_account uuid) returns text[]
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_factors constant text[] := array[]::text[]
		|| case when exists (select from core.passkey k where k.account_id = p_account) then array['passkey'] else array[]::text[] end
		|| case when exists (select from core.totp t where t.account_id = p_account and t.confirmed_at is not null) then array['totp'] else array[]::text[] end;
begin
	return v_factors || case when v_factors <> '{}' and exists (select from core.recovery_code c where c.account_id = p_account and c.used_at is null)
		then array['recovery'] else array[]::text[] end;
end $$;
