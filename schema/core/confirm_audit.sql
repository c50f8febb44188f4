-- SPDX-License-Identifier: Apache-2.0
-- Audits that the person of a session proved themselves again, if the account has a role. p_method: as in core.confirm_methods().
create or replace function core.confirm_audit(p_account uuid, p_session uuid, p_method text, p_entry uuid) returns void
language plpgsql
as $$
begin
	if exists (select from core.role r where r.account_id = p_account) then
		perform core.audit_write(p_entry, p_account, 'confirm', p_session, null, jsonb_build_object('method', p_method), null);
	end if;
end $$;
