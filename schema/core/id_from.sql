-- SPDX-License-Identifier: Apache-2.0
-- The smallest id of a moment.
create or replace function core.id_from(p_at timestamptz) returns uuid language sql immutable strict parallel safe
as $$ select (lpad(to_hex(greatest((extract(epoch from p_at) * 1000)::bigint, 0)), 12, '0') || '00000000000000000000')::uuid $$;
