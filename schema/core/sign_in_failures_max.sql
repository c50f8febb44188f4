-- SPDX-License-Identifier: Apache-2.0
-- Failed sign-ins in a row after which a password opens no session from unknown devices and networks (NIST SP 800-63B-4
-- 3.2.2: at most 100).
create or replace function core.sign_in_failures_max() returns int
language sql immutable
as $$ select 100 $$;
