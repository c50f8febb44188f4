-- SPDX-License-Identifier: Apache-2.0
-- Whether this account passed the case to other moderators, by a proposal or by the last escalation.
create or replace function core.handed_over(f core.case_file, p_account uuid) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return coalesce((f.proposal ->> 'by')::uuid = p_account, false)
		or f.escalated and exists (select from core.decision d where d.comment_id = f.comment_id and d.case_version = f.version
			and d.action = 'escalate' and d.moderator_id = p_account and d.undone_at is null);
end $$;
