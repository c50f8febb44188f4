-- SPDX-License-Identifier: Apache-2.0
-- Wrong codes after which a pending session ends.
create or replace function core.code_tries_max() returns int
language sql immutable
as $$ select 5 $$;
