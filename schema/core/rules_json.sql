-- SPDX-License-Identifier: Apache-2.0
-- A site's rules as the API returns them. p_version null: those in force, {} before the first. Null if there is no
-- such version.
create or replace function core.rules_json(s core.site, p_version int) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_version constant int := coalesce(p_version, s.rules_version);
	r core.rule_set;
begin
	select * into r from core.rule_set x where x.site_id = s.id and x.version = v_version;
	if r.version is null and v_version <> 0 then
		return null;
	end if;
	return json_build_object('site', s.key, 'mode', coalesce(s.settings ->> 'mode', 'open'), 'version', v_version,
		'current', s.rules_version, 'rules', coalesce(r.document, '{}'), 'made_at', core.rfc3339(r.made_at),
		'made_by', (select json_build_object('id', a.id, 'username', a.username) from core.account a where a.id = r.made_by));
end $$;
