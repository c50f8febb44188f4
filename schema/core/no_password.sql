-- SPDX-License-Identifier: Apache-2.0
-- In place of a hash: of an account that is invited and has no password yet. No password matches it.
create or replace function core.no_password() returns text
language plpgsql immutable
as $$ begin return '!'; end $$;
