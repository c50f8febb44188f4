-- A reason in a rules document that is neither everybody's nor the site's own; null: none. An automatic
-- statement cites the house rule behind it, so it must be one that the site can word.
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
