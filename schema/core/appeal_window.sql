-- SPDX-License-Identifier: Apache-2.0
-- How long after a restriction its author may appeal (Regulation (EU) 2022/2065, art. 20).
create or replace function core.appeal_window() returns interval
language sql immutable
as $$ select interval '6 months' $$;
