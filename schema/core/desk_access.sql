-- SPDX-License-Identifier: Apache-2.0
-- Whether the viewer may use the desk: rank 2 reads; rank 3 acts in the area p_permission (core.role_permissions), rank 4
-- as admin. Without p_permission only roles without a limit act. sites: where (null: all sites).
-- Outcomes:
--   ok          sites is set
--   sanctioned  {kind, until}: a ban
--   second_factor  the viewer's roles wait for a second factor in this session
--   sign_in, forbidden
create or replace function core.desk_access(w core.viewer_state, p_rank int, p_permission text default null, out outcome text, out body json, out sites uuid[])
language plpgsql stable
as $$
#variable_conflict use_column
begin
	if w.account is null then
		outcome := 'sign_in';
	elsif w.banned then
		outcome := 'sanctioned';
		body := core.sanctioned_json('ban', w.ban_until);
	elsif w.unproven then
		outcome := case when core.role_waits(w) then 'second_factor' else 'forbidden' end;
	else
		sites := core.sites_moderated(w.account, p_rank, p_permission);
		outcome := case when sites = '{}' then 'forbidden' else 'ok' end;
	end if;
end $$;
