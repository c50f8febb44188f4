-- SPDX-License-Identifier: Apache-2.0
-- Titles of a site's own reasons: {code: title}; {} without any. The setting reasons is a list of codes or an object
-- {code: {title, text}}.
create or replace function core.reasons_json(p_settings jsonb) returns json
language plpgsql immutable
as $$
#variable_conflict use_column
declare
	v_reasons json;
begin
	if jsonb_typeof(p_settings -> 'reasons') = 'object' then
		select json_object_agg(e.key, coalesce(e.value ->> 'title', e.key) order by e.key) into v_reasons from jsonb_each(p_settings -> 'reasons') e;
	elsif jsonb_typeof(p_settings -> 'reasons') = 'array' then
		select json_object_agg(e.code, e.code order by e.code) into v_reasons from jsonb_array_elements_text(p_settings -> 'reasons') e (code);
	end if;
	return coalesce(v_reasons, '{}');
end $$;
