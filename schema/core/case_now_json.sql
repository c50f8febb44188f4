-- SPDX-License-Identifier: Apache-2.0
-- The case object of one comment with its newest decision as last, for an answer that refuses a decision.
create or replace function core.case_now_json(p_comment uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (core.case_json(p_comment)::jsonb || jsonb_build_object('last', core.last_decision_json(p_comment)))::json;
end $$;
