-- Rule velocity: whether this comment is one more than `max` by its author within `within` seconds.
create or replace function core.rule_velocity(p_rule jsonb, p_author uuid, p_comment uuid) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_max constant int := coalesce((p_rule ->> 'max')::int, 5);
begin
	return v_max <= (select count(*) from (select from core.comment c
		where c.author_id = p_author and c.state in ('published', 'held', 'rejected', 'withdrawn') and c.id < p_comment
			and c.id >= core.id_from(core.id_time(p_comment) - make_interval(secs => coalesce((p_rule ->> 'within')::float8, 60)))
		limit v_max) x);
end $$;
