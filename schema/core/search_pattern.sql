-- What a text is searched by among folded ones: found inside words, its own % and _ taken as letters. Null, which finds nothing, for
-- one that folding leaves nothing of.
create or replace function core.search_pattern(p_text text) returns text
language sql immutable
as $$ select '%' || regexp_replace(nullif(core.folded(p_text), ''), '([\\%_])', '\\\1', 'g') || '%' $$;
