-- SPDX-License-Identifier: Apache-2.0
-- Writes the audit entry of a sign-in, for an account with a role only.
create or replace function core.audit_sign_in(p_account uuid, p_entry uuid, p_session uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_rank constant int := (select max(core.role_rank(r.role)) from core.role r where r.account_id = p_account);
begin
	if v_rank is not null then
		perform core.audit_write(p_entry, p_account, 'sign_in', p_session, null, jsonb_build_object('role', core.rank_role(v_rank)), null);
	end if;
end $$;
