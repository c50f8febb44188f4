-- SPDX-License-Identifier: Apache-2.0
-- How many of these comments were written in the last day, week and 30 days, and all of them.
create or replace function core.span_counts_json(p_ids uuid[]) returns json
language sql stable
as $$
	select json_build_object('day', count(*) filter (where i >= core.id_from(core.now() - interval '1 day')),
		'week', count(*) filter (where i >= core.id_from(core.now() - interval '7 days')),
		'month', count(*) filter (where i >= core.id_from(core.now() - interval '30 days')), 'all', count(*))
	from unnest(p_ids) i
$$;
