-- SPDX-License-Identifier: Apache-2.0
-- Why this sanction cannot be imposed, or 'ok'; p_sites: where the viewer acts, p_site null: on all sites. p_since: the
-- comments since then are rejected too. The outcomes are those of api_1.sanction_add().
create or replace function core.sanction_refused(w core.viewer_state, p_sites uuid[], p_account uuid, p_site uuid, p_kind text,
	p_until timestamptz, p_reason text, p_since timestamptz) returns text
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
begin
	return case
		when p_site <> all(p_sites) then core.site_access(w.account, p_sites, p_site)
		when p_site is null and p_sites is not null or p_account = w.account or not core.outranks(w.account, p_account, p_site) then 'forbidden'
		when p_until <= v_now then 'time_past'
		when p_kind = 'warn' and p_until is not null then 'until_not_allowed'
		when p_since > v_now then 'time_future'
		when not core.reason_known(p_site, p_reason) then 'unknown_reason'
		when p_since is not null and exists (select from core.site s
			where (p_site is null or s.id = p_site) and core.second_needed(s, w.account, 'reject', p_reason)) then 'second_needed'
		else 'ok' end;
end $$;
