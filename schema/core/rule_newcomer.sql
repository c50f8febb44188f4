-- SPDX-License-Identifier: Apache-2.0
-- Rule newcomer: hits if the author's account is younger than `age` seconds, or had fewer than `first` comments
-- published before this one.
create or replace function core.rule_newcomer(p_rule jsonb, c core.judged) returns text
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_first constant int := coalesce((p_rule ->> 'first')::int, 0);
begin
	if c.reader and (c.author_since > c.at - make_interval(secs => coalesce((p_rule ->> 'age')::float8, 0))
		or v_first > (select count(*) from (select from core.comment x
			where x.author_id = c.author and x.state = 'published' and x.id < c.comment limit v_first) y)) then
		return '';
	end if;
	return null;
end $$;
