-- SPDX-License-Identifier: Apache-2.0
-- What the setting accounts.verify_before does to a comment of this account: check_mail (refused), hold (it appears when
-- the address is verified), or null. Staff is exempt. An account has at most 10 comments that wait for its address.
create or replace function core.verify_needed(w core.viewer_state, p_verify text) returns text
language plpgsql stable
as $$
#variable_conflict use_column
begin
	if p_verify = 'nothing' or w.verified or w.rank > 0 then
		return null;
	elsif p_verify = 'posting' or (select count(*) from (select from core.comment c
			where c.author_id = w.account and c.state = 'held' limit 10) x) = 10 then
		return 'check_mail';
	end if;
	return 'hold';
end $$;
