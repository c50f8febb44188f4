-- SPDX-License-Identifier: Apache-2.0
-- The site's own reasons that the new settings would remove although the rules in force use them; null if there are
-- none. Reasons that were missing before are ignored.
create or replace function core.settings_missing_reasons(s core.site, p_settings jsonb) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_missing json;
begin
	select json_agg(r order by r) into v_missing
	from core.rule_set x, core.rules_reasons(x.document) r
	where x.site_id = s.id and x.version = s.rules_version and s.settings -> 'reasons' ? r
		and not core.reason_common(r) and not coalesce(p_settings -> 'reasons' ? r, false);
	return v_missing;
end $$;
