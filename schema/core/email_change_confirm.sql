-- SPDX-License-Identifier: Apache-2.0
-- Uses a link of a change of an address: the new address confirms it, the former one approves it. With both the account
-- has the new one, and all sessions end. The calling function has locked the account.
-- Outcomes:
--   ok            also again, while the change waits for the other address
--   email_taken   another account has verified this address; the link stays usable
--   link_unknown  no such change is under way
--   link_used, link_expired
create or replace function core.email_change_confirm(t core.token, a core.account) returns text
language plpgsql
as $$
#variable_conflict use_column
declare
	c core.email_change;
	v_new constant boolean := t.purpose = 'email_new';
	v_state text;
begin
	select * into c from core.email_change x where x.account_id = a.id for no key update;
	if c.account_id is null or t.made_at < c.at or lower(a.email) is distinct from lower(c.former)
		or lower(t.address) is distinct from lower(case when v_new then c.address else c.former end) then
		return 'link_unknown';
	elsif core.email_taken(a.id, c.address) then
		return 'email_taken';
	end if;
	select u.outcome into v_state from core.token_use(t.digest, t.purpose) u;
	if v_state = 'link_used' and (case when v_new then c.confirmed_at else c.approved_at end) is not null then
		return 'ok'; -- pressed twice
	elsif v_state <> 'ok' then
		return v_state;
	end if;
	if (case when v_new then c.approved_at else c.confirmed_at end) is null then
		update core.email_change x set
			confirmed_at = case when v_new then core.now() else x.confirmed_at end,
			approved_at = case when v_new then x.approved_at else core.now() end
		where x.account_id = a.id;
	else
		update core.account x set email = c.address where x.id = a.id;
		delete from core.email_change x where x.account_id = a.id;
		perform core.sessions_end(a.id, null, 'address');
	end if;
	return 'ok';
end $$;
