-- What a sanctioned reader is told: {"kind","until"}; until null: for good.
create or replace function core.sanctioned_json(p_kind text, p_until timestamptz) returns json
language sql stable
as $$ select json_build_object('kind', p_kind, 'until', core.rfc3339(nullif(p_until, 'infinity'))) $$;
