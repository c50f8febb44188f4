-- SPDX-License-Identifier: Apache-2.0
-- The state rules of a rules document, those of single articles included.
create or replace function core.state_rules(p_document jsonb) returns jsonb
language sql immutable parallel safe
as $$
	select coalesce(jsonb_object_agg(r.key, r.value), '{}') from (
		select d.key, d.value from jsonb_each(p_document) d
		where d.key = any(core.state_rule_names()) and d.value <> 'null'
		union all
		select 'articles', jsonb_object_agg(x.key, x.own) from (
			select o.key, jsonb_object_agg(e.key, e.value) as own
			from jsonb_each(case jsonb_typeof(p_document -> 'articles') when 'object' then p_document -> 'articles' else '{}' end) o,
				jsonb_each(o.value) e
			where e.key = any(core.state_rule_names())
			group by o.key) x
		having count(*) > 0) r
$$;
