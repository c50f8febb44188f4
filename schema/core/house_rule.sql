-- SPDX-License-Identifier: Apache-2.0
-- The house rule of a reason: {reason, title, text}. The wording is the first of: the site's in p_language, the site's own, that of every
-- site in p_language. p_site null: all sites; with a single site its wording is used. p_language null: no translation.
create or replace function core.house_rule(p_site uuid, p_reason text, p_language text) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_rule jsonb;
	v_own jsonb;
	v_title text;
	v_text text;
begin
	select s.settings #> array['reasons', p_reason] into v_rule from core.site s
	where (s.id = p_site or p_site is null and (select count(*) from core.site) = 1) and jsonb_typeof(s.settings -> 'reasons') = 'object';
	v_own := v_rule #> array['languages', p_language];
	select x.title, x.text into v_title, v_text from core.house_rule_common(p_language) x where x.reason = p_reason;
	return json_build_object('reason', p_reason, 'title', coalesce(v_own ->> 'title', v_rule ->> 'title', v_title, p_reason),
		'text', coalesce(v_own ->> 'text', v_rule ->> 'text', case jsonb_typeof(v_rule) when 'string' then v_rule #>> '{}' end, v_text));
end $$;
