-- SPDX-License-Identifier: Apache-2.0
-- The time of an id. Ids are UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, then version and random bits.
create or replace function core.id_time(p_id uuid) returns timestamptz language sql immutable strict parallel safe
as $$ select to_timestamp(('x' || lpad(translate(left(p_id::text, 13), '-', ''), 16, '0'))::bit(64)::bigint / 1000.0) $$;
