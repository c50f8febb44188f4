-- SPDX-License-Identifier: Apache-2.0
-- Seconds since then; 0 for null and for the future.
create or replace function core.seconds_since(p_since timestamptz) returns float8
language sql stable
as $$
	select greatest(0, coalesce(extract(epoch from core.now() - p_since), 0))::float8
$$;
