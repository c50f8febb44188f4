-- SPDX-License-Identifier: Apache-2.0
-- A reason in a rules document that is neither common nor the site's own; null if there is none. A rule's statement
-- of reasons cites the house rule, so the site must have one.
create or replace function core.rules_unknown_reason(s core.site, p_document jsonb) returns text
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_reason text;
begin
	select r into v_reason from core.rules_reasons(p_document) r
	where not core.reason_known(s.id, r)
	order by 1 limit 1;
	return v_reason;
end $$;
