-- SPDX-License-Identifier: Apache-2.0
-- Whether a reason may be given: a common one or one of the site's own (p_site null: of any site's).
create or replace function core.reason_known(p_site uuid, p_reason text) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return core.reason_common(p_reason)
		or exists (select from core.site s where (s.id = p_site or p_site is null) and coalesce(s.settings -> 'reasons' ? p_reason, false));
end $$;
