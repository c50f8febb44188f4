-- SPDX-License-Identifier: Apache-2.0
-- The hits of state rules on a comment. A rule is a function core.rule_NAME(rule, comment): it returns null for no hit,
-- else the detail of the hit, '' for none. A rule without an outcome holds; its default weight is 1.
-- A premoderated site or article is judged by core.judge().
create or replace function core.state_hits(p_rules jsonb, c core.judged) returns jsonb
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_name text;
	v_rule jsonb;
	v_detail text;
	v_hits jsonb := '[]'::jsonb;
begin
	foreach v_name in array core.state_rule_names() loop
		v_rule := p_rules -> v_name;
		continue when v_rule is null;
		v_detail := case v_name
			when 'newcomer' then core.rule_newcomer(v_rule, c)
			when 'velocity' then core.rule_velocity(v_rule, c)
			when 'record' then core.rule_record(v_rule, c)
			when 'repetition' then core.rule_repetition(v_rule, c)
			end;
		if v_detail is not null then
			v_hits := v_hits || ('{"reason":"other","outcome":"hold","weight":1}' || v_rule
				|| jsonb_strip_nulls(jsonb_build_object('rule', v_name, 'detail', nullif(v_detail, ''))));
		end if;
	end loop;
	return v_hits;
end $$;
