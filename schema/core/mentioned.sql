-- SPDX-License-Identifier: Apache-2.0
-- The accounts that a stored comment's HTML mentions (core.mentions_put), in the order of their first mention.
create or replace function core.mentioned(p_html text) returns uuid[]
language plpgsql immutable
as $$
#variable_conflict use_column
begin
	return (select coalesce(array_agg(x.id order by x.n), '{}') from (
		select m.found[1]::uuid as id, min(m.n) as n
		from regexp_matches(p_html, '<span class="mention" data-account="([0-9a-f-]{36})">@', 'g') with ordinality m (found, n)
		group by 1) x);
end $$;
