-- The reasons that a rules document gives: the rules', the word lists', an article's.
create or replace function core.rules_reasons(p_document jsonb) returns setof text
language sql immutable
as $$
	select distinct x.r #>> '{}' from jsonb_path_query(p_document, '$.**.reason ? (@.type() == "string")') x (r)
$$;
