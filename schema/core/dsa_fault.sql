-- SPDX-License-Identifier: Apache-2.0
-- The first field of a statement that the EU DSA Transparency Database would refuse (API of July 2025): missing,
-- unknown code, too long, no date, or a date out of range. Null if there is none.
create or replace function core.dsa_fault(p jsonb) returns text
language plpgsql immutable
as $$
#variable_conflict use_column
begin
	return (select x.fault from (
		select 1 as step, 'decision' as fault
		where num_nonnulls(p ->> 'decision_visibility', p ->> 'decision_monetary', p ->> 'decision_provision', p ->> 'decision_account') = 0
		union all
		select 2, f.name from core.dsa_codes() f
		where case when p ->> f.name is null then f.needed
			else jsonb_typeof(p -> f.name) <> case when f.list then 'array' else 'string' end or p -> f.name = '[]'
				or not p -> f.name <@ to_jsonb(regexp_split_to_array(f.codes, '\s+')) end
		union all
		select 3, f.name from (values
			('puid', true, 500),
			('decision_facts', true, 5000),
			('decision_visibility_other', p -> 'decision_visibility' ? 'DECISION_VISIBILITY_OTHER', 500),
			('decision_monetary_other', p ->> 'decision_monetary' = 'DECISION_MONETARY_OTHER', 500),
			('content_type_other', p -> 'content_type' ? 'CONTENT_TYPE_OTHER', 500),
			('illegal_content_legal_ground', p ->> 'decision_ground' = 'DECISION_GROUND_ILLEGAL_CONTENT', 500),
			('illegal_content_explanation', p ->> 'decision_ground' = 'DECISION_GROUND_ILLEGAL_CONTENT', 2000),
			('incompatible_content_ground', p ->> 'decision_ground' = 'DECISION_GROUND_INCOMPATIBLE_CONTENT', 500),
			('incompatible_content_explanation', p ->> 'decision_ground' = 'DECISION_GROUND_INCOMPATIBLE_CONTENT', 2000),
			('decision_ground_reference_url', false, 500), ('source_identity', false, 500)) f (name, needed, most)
		where coalesce(p ->> f.name, '') = '' and f.needed or length(p ->> f.name) > f.most
			or p ->> f.name is not null and jsonb_typeof(p -> f.name) <> 'string'
			or f.name = 'puid' and p ->> 'puid' !~ '^[A-Za-z0-9_-]+$'
		union all
		select 4, f.name from (values
			('content_date', true, '2000-01-01'),
			('application_date', true, '2020-01-01'),
			('end_date_visibility_restriction', p ? 'decision_visibility', p ->> 'application_date'),
			('end_date_monetary_restriction', p ? 'decision_monetary', p ->> 'application_date'),
			('end_date_service_restriction', p ? 'decision_provision', p ->> 'application_date'),
			('end_date_account_restriction', p ? 'decision_account', p ->> 'application_date')) f (name, fits, least)
		where case when p ->> f.name is null then f.name in ('content_date', 'application_date')
			else not f.fits or p ->> f.name !~ '^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$' or p ->> f.name < f.least end
		union all
		select 5, 'content_date' where p ->> 'content_date' > p ->> 'application_date'
	) x order by x.step limit 1);
end $$;
