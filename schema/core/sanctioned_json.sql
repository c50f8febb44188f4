-- SPDX-License-Identifier: Apache-2.0
-- A sanction as the outcome sanctioned returns it: {kind, until}; until is null if it has no end.
create or replace function core.sanctioned_json(p_kind text, p_until timestamptz) returns json
language sql stable
as $$ select json_build_object('kind', p_kind, 'until', core.rfc3339(nullif(p_until, 'infinity'))) $$;
