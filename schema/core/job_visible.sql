-- SPDX-License-Identifier: Apache-2.0
-- The job, if the account may see it: its maker on a site in p_sites (null: all), or a moderator of all its sites. No
-- row otherwise.
create or replace function core.job_visible(p_account uuid, p_sites uuid[], p_job uuid) returns core.job
language plpgsql stable
as $$
#variable_conflict use_column
declare
	j core.job;
begin
	select * into j from core.job x where x.id = p_job and (p_sites is null or x.sites <@ p_sites
		or x.made_by = p_account and coalesce(x.sites && p_sites, true));
	return j;
end $$;
