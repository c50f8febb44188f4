-- SPDX-License-Identifier: Apache-2.0
-- The account has proved itself: by its password, a second factor, a passkey or a new password.
create or replace function core.sign_in_failures_clear(p_account uuid) returns void
language sql
as $$ delete from core.sign_in_failures where account_id = p_account $$;
