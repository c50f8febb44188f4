-- SPDX-License-Identifier: Apache-2.0
-- For how many days sign-ins from one network show accounts as related: the smallest related_days of all sites, 0
-- unless set.
create or replace function core.related_days() returns int
language sql stable
as $$ select coalesce(min(coalesce((s.settings ->> 'related_days')::int, 0)), 0) from core.site s $$;
