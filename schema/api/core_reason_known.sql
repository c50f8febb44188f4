-- May this reason be given: one of the reports' reasons, or of the site's own list (p_site null: of any site's).
create or replace function core.reason_known(p_site uuid, p_reason text) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return p_reason in ('spam', 'abuse', 'hate', 'harassment', 'misinformation', 'off_topic', 'illegal', 'other')
		or exists (select from core.site s where (s.id = p_site or p_site is null) and coalesce(s.settings -> 'reasons' ? p_reason, false));
end $$;
