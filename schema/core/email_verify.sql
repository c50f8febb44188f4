-- SPDX-License-Identifier: Apache-2.0
-- Uses a link that verifies the account's address. The calling function has locked the account.
-- Outcomes:
--   ok            also again
--   email_taken   another account has verified this address; the link stays usable
--   link_unknown  the account has another address now
--   link_used, link_expired
create or replace function core.email_verify(t core.token, a core.account) returns text
language plpgsql
as $$
#variable_conflict use_column
declare
	v_state text;
begin
	if lower(a.email) is distinct from lower(t.address) then
		return 'link_unknown';
	elsif core.email_taken(a.id, a.email) then
		return 'email_taken';
	end if;
	select u.outcome into v_state from core.token_use(t.digest, 'verify') u;
	if v_state = 'ok' then
		update core.account x set email_verified = true where x.id = a.id;
	elsif v_state = 'link_used' and a.email_verified then
		v_state := 'ok'; -- the button was pressed twice
	end if;
	return v_state;
end $$;
