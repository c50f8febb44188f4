-- SPDX-License-Identifier: Apache-2.0
-- The titles by which an account with p_language reads a site's reasons: {code: title}, those alone that differ from the titles
-- at the desk. The same order as core.house_rule().
create or replace function core.reason_titles(p_site uuid, p_language text) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_own jsonb;
	v_titles json;
begin
	select s.settings -> 'reasons' into v_own from core.site s where s.id = p_site and jsonb_typeof(s.settings -> 'reasons') = 'object';
	select json_object_agg(r.code, r.theirs order by r.code) into v_titles
	from (select o.key as code, o.value #>> array['languages', p_language, 'title'] as theirs, o.value ->> 'title' as ours
			from jsonb_each(coalesce(v_own, '{}'::jsonb)) o
		union all
		select c.reason, t.title, c.title from core.house_rule_common(null) c join core.house_rule_common(p_language) t on t.reason = c.reason
			where not jsonb_exists(coalesce(v_own, '{}'::jsonb), c.reason)) r
	where r.theirs <> r.ours;
	return coalesce(v_titles, '{}');
end $$;
