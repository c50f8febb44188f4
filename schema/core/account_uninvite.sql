-- SPDX-License-Identifier: Apache-2.0
-- Deletes an account that was made for an invitation, if nobody took it and no offer is left, with the links of its mails.
create or replace function core.account_uninvite(p_account uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	if exists (select from core.account a where a.id = p_account and core.account_invited(a))
		and not exists (select from core.role_offer o where o.account_id = p_account)
		and not exists (select from core.role r where r.account_id = p_account) then
		delete from core.token t where t.account_id = p_account;
		perform core.sign_in_failures_clear(p_account);
		delete from core.account a where a.id = p_account;
	end if;
end $$;
