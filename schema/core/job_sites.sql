-- SPDX-License-Identifier: Apache-2.0
-- The sites where a job may act now: those that its maker moderated when it was made and where p_account may run jobs.
-- Null: all sites; {}: none.
create or replace function core.job_sites(j core.job, p_account uuid) returns uuid[]
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_sites uuid[] := core.sites_moderated(p_account, 3, 'jobs');
begin
	return case when j.sites is null then v_sites when v_sites is null then j.sites
		else array(select unnest(j.sites) intersect select unnest(v_sites)) end;
end $$;
