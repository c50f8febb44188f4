-- SPDX-License-Identifier: Apache-2.0
-- A LIKE pattern for a text among folded texts, found inside words; % and _ are literals. Null, which finds nothing,
-- if folding leaves nothing.
create or replace function core.search_pattern(p_text text) returns text
language sql immutable
as $$ select '%' || regexp_replace(nullif(core.folded(p_text), ''), '([\\%_])', '\\\1', 'g') || '%' $$;
