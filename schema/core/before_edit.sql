-- SPDX-License-Identifier: Apache-2.0
-- Says how many of p_all refer to a text before the last edit: "before the edit", "2 of them before the edit".
create or replace function core.before_edit(p_before bigint, p_all bigint) returns text
language sql immutable
as $$ select case when p_before < p_all then p_before || ' of them ' else '' end || 'before the edit' $$;
