-- SPDX-License-Identifier: Apache-2.0
-- Whether an account has so many passkeys that it makes no more.
create or replace function core.passkeys_full(p_account uuid) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (select count(*) >= 20 from core.passkey k where k.account_id = p_account);
end $$;
