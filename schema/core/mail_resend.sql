-- SPDX-License-Identifier: Apache-2.0
-- For madang mail resend: queues a dead, expired or unknown mail again, as if it were new. p_id null: all dead and
-- expired ones. Returns the number of mails.
create or replace function core.mail_resend(p_id uuid) returns bigint
language plpgsql
as $$
#variable_conflict use_column
declare
	v_count bigint;
begin
	update core.outbox o set state = 'waiting', tries = 0, created_at = core.now(), due_at = core.now()
	where case when p_id is null then o.state in ('dead', 'expired') else o.id = p_id and o.state in ('dead', 'expired', 'unknown') end;
	get diagnostics v_count = row_count;
	return v_count;
end $$;
