-- SPDX-License-Identifier: Apache-2.0
-- A new id for a row that no client waits for: notices, and audit entries of changes without an id of their own.
create or replace function core.new_id() returns uuid language sql volatile parallel safe
as $$ select encode(set_byte(overlay(uuid_send(gen_random_uuid())
	placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3 for 6) from 1 for 6),
	6, 112 | (random() * 15)::int), 'hex')::uuid $$;
