-- SPDX-License-Identifier: Apache-2.0
-- Deletes the oldest mails after p_outbox seconds, sent or not, and the oldest journal entries after p_journal
-- seconds, at most p_max each. An article without recent changes then has no entry left; core.recount() accepts that.
create or replace function core.sweep_queues(p_max int, p_outbox int, p_journal int, out mails int, out entries int)
language plpgsql
as $$
declare
	v_now constant timestamptz := core.now();
begin
	delete from core.outbox where ctid = any(array(select o.ctid from core.outbox o
		where o.created_at <= v_now - make_interval(secs => p_outbox) order by o.created_at limit p_max for update skip locked));
	get diagnostics mails = row_count;
	delete from core.journal where ctid = any(array(select j.ctid from core.journal j
		where j.at <= v_now - make_interval(secs => p_journal) order by j.at limit p_max for update skip locked));
	get diagnostics entries = row_count;
end $$;
