-- Rule repetition: whether a text of this length is compared with its author's own comments only (`min` characters).
create or replace function core.rule_short(p_rule jsonb, p_characters int) returns boolean
language sql immutable
as $$ select p_characters < coalesce((p_rule ->> 'min')::int, 80) $$;
