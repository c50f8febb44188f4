-- SPDX-License-Identifier: Apache-2.0
-- A job and its progress.
-- Outcomes:
--   ok          {job}
--   not_found   no such job, or not visible to the viewer (core.job_visible())
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.job_get(p_viewer bytea, p_job uuid, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	j core.job;
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 2) g;
	if outcome <> 'ok' then
		return;
	end if;
	j := core.job_visible(w.account, v_sites, p_job);
	if j.id is null then
		outcome := 'not_found';
		return;
	end if;
	body := json_build_object('job', core.job_json(j));
end $$;
