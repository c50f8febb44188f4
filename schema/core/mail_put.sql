-- SPDX-License-Identifier: Apache-2.0
-- Queues a mail for the courier, in the caller's transaction. It goes to p_address; null: to the address of the account,
-- or of the notifier of p_illegal, at the time of sending. p_token_purpose: the mail's link has a token for this.
-- p_notice, p_notification: what the mail is about; a mail about a comment that is shown no longer is cancelled. Returns the mail's id; null if nobody can get it: the account is erased,
-- or there is no address.
create or replace function core.mail_put(p_account uuid, p_template text, p_data json, p_address text default null,
	p_token_purpose text default null, p_illegal uuid default null, p_notice uuid default null,
	p_notification uuid default null) returns uuid
language plpgsql
as $$
#variable_conflict use_column
declare
	v_id constant uuid := core.new_id();
	v_now constant timestamptz := core.now();
begin
	if p_account is not null and not exists (select from core.account a
			where a.id = p_account and a.state = 'active' and coalesce(p_address, a.email) is not null)
		or p_illegal is not null and not exists (select from core.illegal_private p
			where p.illegal_id = p_illegal and coalesce(p_address, p.email) is not null) then
		return null;
	end if;
	insert into core.outbox (id, account_id, illegal_id, notice_id, notification_id, template, data, address, token_purpose, created_at, due_at)
	values (v_id, p_account, p_illegal, p_notice, p_notification, p_template, p_data, p_address, p_token_purpose, v_now, v_now);
	return v_id;
end $$;
