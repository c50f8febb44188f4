-- SPDX-License-Identifier: Apache-2.0
-- Whether a reason is one of those that every site has.
create or replace function core.reason_common(p_reason text) returns boolean
language sql immutable
as $$
	select p_reason in ('spam', 'abuse', 'hate', 'harassment', 'misinformation', 'off_topic', 'illegal', 'other')
$$;
