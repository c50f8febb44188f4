-- SPDX-License-Identifier: Apache-2.0
-- Returns the code why this decision cannot be made; null if it can.
create or replace function core.decide_refused(p_account uuid, s core.site, c core.comment, f core.case_file, p_item json) returns text
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_action text := p_item ->> 'action';
	v_reason text := nullif(p_item ->> 'reason', '');
	v_state text := core.decided_state(c, f, p_item ->> 'action');
begin
	return case
		when c.author_id = p_account then 'forbidden'
		when (p_item ->> 'version')::int <> coalesce(f.version, 0)
			or f.claimed_by <> p_account and f.claimed_until > core.now() and f.state = 'open' then 'conflict'
		-- an open appeal is decided instead, by a moderator who did not take part, and decides the case
		when f.appealed and f.state = 'open' and v_action <> 'escalate' then 'appealed'
		when v_action = 'reject' and v_reason is null then 'missing_reason'
		when v_reason is not null and not core.reason_known(s.id, v_reason) then 'unknown_reason'
		when v_action not in ('approve', 'reject', 'escalate', 'restore') or c.state = 'withdrawn' and f.withdrawn_at is null
			or f.withdrawn_at is not null and (f.state <> 'open' or v_action not in ('approve', 'reject'))
			or v_action = 'restore' and c.state = 'published'
			or v_action = 'reject' and c.state = 'rejected' and f.state is distinct from 'open' then 'not_decidable'
		when c.text_erased_at is not null and v_state = 'published' then 'text_erased'
		-- the comment's state does not change, and the author is not notified
		when nullif(p_item ->> 'message', '') is not null and v_state = c.state then 'author_not_notified'
		-- a proposal needs a moderator who looks at the comment
		when num_nonnulls(p_item ->> 'job', p_item ->> 'sanction') > 0 and core.second_needed(s, p_account, v_action, v_reason) then 'second_needed' end;
end $$;
