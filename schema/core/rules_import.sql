-- SPDX-License-Identifier: Apache-2.0
-- For the operator: stores a new version of the site's rules; former versions stay. Returns its number. Raises
-- no_data_found for an unknown site, and invalid_parameter_value for a reason that the site does not have.
create or replace function core.rules_import(p_site text, p_document jsonb) returns int
language plpgsql
as $$
#variable_conflict use_column
declare
	s core.site;
begin
	select * into strict s from core.site where key = p_site for no key update;
	if core.rules_unknown_reason(s, p_document) is not null then
		raise exception 'the reason "%" is neither a common reason nor one of the site''s', core.rules_unknown_reason(s, p_document)
			using errcode = 'invalid_parameter_value';
	end if;
	return core.rules_put(s, p_document, null, core.new_id());
end $$;
