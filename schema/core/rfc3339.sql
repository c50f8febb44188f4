-- A time as RFC 3339 in UTC with milliseconds.
create or replace function core.rfc3339(p_at timestamptz) returns text language sql stable parallel safe
as $$ select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
