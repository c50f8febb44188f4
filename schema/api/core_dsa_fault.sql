-- The first rule of the database's form that a statement breaks; null: none.
create or replace function core.dsa_fault(p jsonb) returns text
language plpgsql immutable
as $$
#variable_conflict use_column
begin
	return case
		when p ->> 'puid' !~ '^[A-Za-z0-9_-]+$' or length(p ->> 'puid') > 500 then 'puid'
		when not (p ? 'decision_visibility' or p ? 'decision_monetary' or p ? 'decision_provision' or p ? 'decision_account') then 'no decision'
		when p ->> 'decision_ground' = 'DECISION_GROUND_ILLEGAL_CONTENT'
			and (coalesce(p ->> 'illegal_content_legal_ground', '') = '' or coalesce(p ->> 'illegal_content_explanation', '') = '') then 'illegal content'
		when p ->> 'decision_ground' = 'DECISION_GROUND_INCOMPATIBLE_CONTENT'
			and (coalesce(p ->> 'incompatible_content_ground', '') = '' or coalesce(p ->> 'incompatible_content_explanation', '') = '') then 'incompatible content'
		when length(p ->> 'incompatible_content_ground') > 500 or length(p ->> 'illegal_content_legal_ground') > 500 then 'ground too long'
		when length(p ->> 'decision_facts') not between 1 and 5000 then 'decision_facts'
		when p ->> 'content_date' < '2000-01-01' then 'content_date'
		when p ->> 'application_date' < '2020-01-01' then 'application_date'
		when p ->> 'content_date' > p ->> 'application_date' then 'content_date after application_date'
	end;
end $$;
