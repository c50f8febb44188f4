-- SPDX-License-Identifier: Apache-2.0
-- The SQL condition of a view of the queue, for the case indexes. mine: cases that the account in parameter p_me has
-- claimed. skipped: cases that this account skipped. withdrawn: reported comments that their authors withdrew, which only mine shows besides. Null: no such
-- view.
create or replace function core.view_sql(p_view text, p_me int) returns text
language sql immutable
as $$
	select case when p_view = 'mine' then 'and f.claimed_by = $' || p_me || ' and f.claimed_until > core.now()'
		when p_view = 'withdrawn' then 'and f.withdrawn_at is not null'
		else 'and f.withdrawn_at is null ' || case when p_view = 'all' then '' when p_view in ('held', 'reported', 'suspect', 'escalated', 'appealed', 'illegal') then 'and f.' || p_view
		when p_view = 'proposed' then 'and f.proposal is not null'
		when p_view = 'skipped' then 'and exists (select from core.case_skip s
			where s.account_id = $' || p_me || ' and s.comment_id = f.comment_id and s.back_at is null and s.version = f.version)' end end
$$;
