-- The ground everything stands on: two schemas, the clock, ids, small pure helpers.
create schema if not exists core;
create schema if not exists api_1;
revoke all on schema core, api_1 from public;
alter default privileges revoke execute on functions from public;

-- The clock. Time decisions are the database's. A table or a setting would cost a
-- read on every call, or could be set by the app role; a function that only its owner
-- can replace is inlined and costs nothing. Tests move time with core.clock_set().
create function core.now() returns timestamptz language sql volatile parallel safe
as $$ select clock_timestamp() + interval '0' $$;

create function core.clock_set(p_offset interval) returns void language plpgsql
as $$
begin
	execute format('create or replace function core.now() returns timestamptz language sql volatile parallel safe as %L',
	    format('select clock_timestamp() + interval %L', p_offset));
end $$;

-- The machine's own time in milliseconds, for comparing it with the clocks that make ids.
create function core.wall_clock() returns bigint language sql volatile parallel safe
as $$ select floor(extract(epoch from clock_timestamp()) * 1000)::bigint $$;

-- Ids are UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, then version and random bits.
create function core.id_time(p_id uuid) returns timestamptz language sql immutable strict parallel safe
as $$ select to_timestamp(('x' || lpad(translate(left(p_id::text, 13), '-', ''), 16, '0'))::bit(64)::bigint / 1000.0) $$;

-- Ids that no client waits for (notices, entries of changes without an id of their own).
create function core.new_id() returns uuid language sql volatile parallel safe
as $$ select encode(set_byte(overlay(uuid_send(gen_random_uuid())
	placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3 for 6) from 1 for 6),
	6, 112 | (random() * 15)::int), 'hex')::uuid $$;

-- RFC 3339, UTC, milliseconds.
create function core.rfc3339(p_at timestamptz) returns text language sql stable parallel safe
as $$ select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

-- Roles in order of power; an auditor sees what a moderator sees and changes nothing.
create function core.role_rank(p_role text) returns int language sql immutable parallel safe
as $$ select case p_role when 'admin' then 4 when 'moderator' then 3 when 'auditor' then 2 when 'staff' then 1 else 0 end $$;
create function core.rank_role(p_rank int) returns text language sql immutable parallel safe
as $$ select case p_rank when 4 then 'admin' when 3 then 'moderator' when 2 then 'auditor' when 1 then 'staff' else 'reader' end $$;

-- The lower bound of Wilson's interval (80 %) for the ups minus that for the downs, in
-- billionths: 0 without votes, symmetric, and it fits int4 (E. B. Wilson, JASA 22, 1927).
create function core.wilson(p_good int, p_all int) returns float8 language sql immutable parallel safe
as $$ select case when p_all <= 0 then 0::float8 else
	(p_good / p_all::float8 + 0.821187207 / p_all
	- 1.281551566 * sqrt(p_good::float8 * (p_all - p_good) / p_all + 0.410593604) / p_all)
	/ (1 + 1.642374415 / p_all) end $$;
create function core.rank_best(p_up int, p_down int) returns int language sql immutable parallel safe
as $$ select round((core.wilson(p_up, p_up + p_down) - core.wilson(p_down, p_up + p_down)) * 1000000000)::int $$;
