-- SPDX-License-Identifier: Apache-2.0
-- Closes cases whose comment was withdrawn p_appeal seconds ago, oldest first, at most p_max.
create or replace function core.sweep_withdrawn(p_max int, p_appeal int) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_until constant timestamptz := core.now() - make_interval(secs => p_appeal);
	f core.case_file;
begin
	for f in select x.* from core.case_file x where x.state = 'open' and x.withdrawn_at <= v_until order by x.withdrawn_at limit p_max loop
		perform from core.article a where a.id = f.article_id for no key update skip locked;
		continue when not found;
		perform from core.case_file x where x.comment_id = f.comment_id and x.state = 'open' for no key update;
		continue when not found;
		perform core.case_close(f.comment_id, 'moot', null);
	end loop;
end $$;
