-- SPDX-License-Identifier: Apache-2.0
-- The case object of one comment, see core.cases_json(). Null if there is no such comment.
create or replace function core.case_json(p_comment uuid) returns json
language plpgsql stable
as $$
begin
	return core.cases_json(array[p_comment]) -> 0;
end $$;
