-- SPDX-License-Identifier: Apache-2.0
-- Answers the open reports of a name and puts the result among their readers' notices, without a mail: after a rename those of all
-- sites, because the name is gone, else those of the report's site. p_entry: the audit entry of the decision.
create or replace function core.names_answer(r core.name_report, p_outcome text, p_entry uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	with answered as (
		update core.name_report x set answered_at = core.now(), outcome = p_outcome, entry = p_entry
		where x.account_id = r.account_id and x.name = r.name and x.answered_at is null and (p_outcome = 'rename' or x.site_id = r.site_id)
		returning x.*
	)
	insert into core.notice (id, account_id, kind, site_id, body, created_at)
	select core.new_id(), x.reporter_id, 'report', x.site_id,
		json_build_object('upheld', p_outcome = 'rename', 'about', 'name', 'reason', x.reason), core.now()
	from answered x;
end $$;
