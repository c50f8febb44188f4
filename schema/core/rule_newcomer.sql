-- Rule newcomer: whether the author's account is younger than `age`, or had fewer than `first` comments published
-- before this one.
create or replace function core.rule_newcomer(p_rule jsonb, p_author uuid, p_since timestamptz, p_at timestamptz, p_comment uuid) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_first constant int := coalesce((p_rule ->> 'first')::int, 0);
begin
	return p_since > p_at - make_interval(secs => coalesce((p_rule ->> 'age')::float8, 0))
		or v_first > (select count(*) from (select from core.comment c
			where c.author_id = p_author and c.state = 'published' and c.id < p_comment limit v_first) x);
end $$;
