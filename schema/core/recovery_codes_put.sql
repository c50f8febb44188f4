-- SPDX-License-Identifier: Apache-2.0
-- Replaces an account's recovery codes by those of these digests.
create or replace function core.recovery_codes_put(p_account uuid, p_codes bytea[]) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	delete from core.recovery_code where account_id = p_account;
	insert into core.recovery_code (account_id, digest, made_at) select p_account, c, core.now() from unnest(p_codes) c;
end $$;
