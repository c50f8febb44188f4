-- SPDX-License-Identifier: Apache-2.0
-- Rule velocity: hits if this comment is one more than `max` by its author within `within` seconds.
create or replace function core.rule_velocity(p_rule jsonb, c core.judged) returns text
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_max constant int := coalesce((p_rule ->> 'max')::int, 5);
begin
	if c.reader and v_max <= (select count(*) from (select from core.comment x
		where x.author_id = c.author and x.state in ('published', 'held', 'rejected', 'withdrawn') and x.id < c.comment
			and x.id >= core.id_from(core.id_time(c.comment) - make_interval(secs => coalesce((p_rule ->> 'within')::float8, 60)))
		limit v_max) y) then
		return '';
	end if;
	return null;
end $$;
