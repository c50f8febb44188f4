-- SPDX-License-Identifier: Apache-2.0
-- Deletes the oldest journal entries after p_journal seconds, at most p_max, and returns their number. An article
-- without recent changes then has no entry left; core.recount() accepts that.
create or replace function core.sweep_journal(p_max int, p_journal int) returns int
language plpgsql
as $$
declare
	v_count int;
begin
	delete from core.journal where ctid = any(array(select j.ctid from core.journal j
		where j.at <= core.now() - make_interval(secs => p_journal) order by j.at limit p_max for update skip locked));
	get diagnostics v_count = row_count;
	return v_count;
end $$;
