-- SPDX-License-Identifier: Apache-2.0
-- Wrong passwords and codes in a row after which a session ends.
create or replace function core.session_failures_max() returns int
language sql immutable
as $$ select 10 $$;
