-- Is a text of so many characters compared with its author's own comments only? (repetition: `min`)
create or replace function core.rule_short(p_rule jsonb, p_characters int) returns boolean
language sql immutable
as $$ select p_characters < coalesce((p_rule ->> 'min')::int, 80) $$;
