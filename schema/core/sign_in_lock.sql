-- SPDX-License-Identifier: Apache-2.0
-- Sign-ins and failures of an account take turns where they count failures and record devices. Callers have locked the rows of its
-- sessions before.
create or replace function core.sign_in_lock(p_account uuid) returns void
language sql
as $$ select pg_advisory_xact_lock(hashtextextended(p_account::text, 3)) $$;
