-- SPDX-License-Identifier: Apache-2.0
-- Deletes at most p_max skips that are older than p_seconds.
create or replace function core.sweep_skips(p_max int, p_seconds int) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	delete from core.case_skip where id = any(array(select s.id from core.case_skip s
		where s.at <= core.now() - make_interval(secs => p_seconds) order by s.at limit p_max for update skip locked));
end $$;
