-- SPDX-License-Identifier: Apache-2.0
-- The live session of a token with an active account, a pending one too: for the functions that prove a factor. Its account is locked,
-- so that no factor changes meanwhile. id is null without one.
create or replace function core.session_find(p_viewer bytea) returns core.session
language plpgsql
as $$
#variable_conflict use_column
declare
	s core.session;
	v_account constant uuid := (select x.account_id from core.session x where x.token = substring(p_viewer from 1 for 32));
begin
	perform from core.account a where a.id = v_account and a.state = 'active' for no key update;
	if found then
		select * into s from core.session x
		where x.token = substring(p_viewer from 1 for 32) and x.parent_id is null and x.expires_at > core.now() for no key update;
	end if;
	perform set_config('madang.audit_source', concat(s.account_id, ' ', encode(substring(p_viewer from 33), 'hex')), true);
	return s;
end $$;
