-- SPDX-License-Identifier: Apache-2.0
-- Deletes an account's sessions except the 50 newest. Pending ones are counted apart, so that somebody who knows only the
-- password ends no sign-in. The sweep deletes ended sessions.
create or replace function core.sessions_keep(p_account uuid, p_pending boolean) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	delete from core.session where account_id = p_account and pending = p_pending
		and id < (select k.id
			from (select x.id from core.session x where x.account_id = p_account and x.pending = p_pending order by x.id desc limit 50) k
			order by k.id limit 1);
end $$;
