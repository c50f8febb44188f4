-- The least id of a moment: ids of then and later are not below it.
create or replace function core.id_at(p_at timestamptz) returns uuid
language sql immutable strict parallel safe
as $$ select rpad(lpad(to_hex(greatest(floor(extract(epoch from p_at) * 1000), 0)::bigint), 12, '0'), 32, '0')::uuid $$;
