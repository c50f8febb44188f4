-- SPDX-License-Identifier: Apache-2.0
-- The house rules of a site, for everybody.
-- Outcomes:
--   ok         {site, title, mode, rules}: rules is [{reason, title, text}] for the site's own and the common
--              reasons; text may be null
--   not_found  no such site
create or replace function api_1.house_rules(p_site text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	s record;
	v_rules json;
begin
	select x.id, x.key, x.title, x.settings into s from core.site x where x.key = p_site;
	if not found then
		outcome := 'not_found';
		return;
	end if;
	outcome := 'ok';
	select json_agg(core.house_rule(s.id, r.reason, null) order by r.own desc, r.n, r.reason) into v_rules
	from (select o.key as reason, true as own, 0 as n from json_each(core.reasons_json(s.settings)) o
		union all
		select e.reason, false, e.n::int from unnest(array['spam', 'abuse', 'hate', 'harassment', 'misinformation', 'off_topic', 'illegal', 'other'])
			with ordinality e (reason, n)
		where not jsonb_exists(core.reasons_json(s.settings)::jsonb, e.reason)) r;
	body := json_build_object('site', s.key, 'title', s.title, 'mode', s.settings ->> 'mode', 'rules', v_rules);
end $$;
