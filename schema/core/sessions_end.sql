-- SPDX-License-Identifier: Apache-2.0
-- Ends all sessions of an account because of an event: ban, password, address, role, factor, provider, sign_out at a
-- publisher, or own (the person ended them). p_except (null: none) stays, but no session of a frame. For an account with a
-- role this is audited.
create or replace function core.sessions_end(p_account uuid, p_except uuid, p_why text) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_ended int;
begin
	delete from core.session s where s.account_id = p_account and s.id is distinct from p_except;
	get diagnostics v_ended = row_count;
	if v_ended > 0 and exists (select from core.role r where r.account_id = p_account) then
		perform core.audit_write(core.new_id(), null, 'sessions_end', p_account, null, jsonb_build_object('why', p_why, 'sessions', v_ended), null);
	end if;
end $$;
