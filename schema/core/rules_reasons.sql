-- SPDX-License-Identifier: Apache-2.0
-- All reasons in a rules document: of rules, word lists and articles.
create or replace function core.rules_reasons(p_document jsonb) returns setof text
language sql immutable
as $$
	select distinct x.r #>> '{}' from jsonb_path_query(p_document, '$.**.reason ? (@.type() == "string")') x (r)
$$;
