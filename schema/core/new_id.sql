-- SPDX-License-Identifier: Apache-2.0
-- A new id for a row that no client waits for: notices, and audit entries of changes without an id of their own. The 12 bits
-- behind the version are the fraction of the millisecond (RFC 9562, 6.2, method 3), so that rows of one session are in order.
create or replace function core.new_id() returns uuid language sql volatile parallel safe
as $$ select (overlay(lpad(to_hex((extract(epoch from clock_timestamp()) * 4096000)::bigint), 15, '0') placing '7' from 13 for 0)
	|| right(gen_random_uuid()::text, 17))::uuid $$;
