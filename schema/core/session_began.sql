-- SPDX-License-Identifier: Apache-2.0
-- What a completed sign-in does besides: an account with a role gets an audit entry (p_new: unless the write is repeated), a verified
-- address gets a mail about an unknown device (core.device_known), and the network is recorded.
create or replace function core.session_began(p_account uuid, p_session uuid, p_address text, p_agent text, p_device bytea, p_new boolean) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_now constant timestamptz := core.now();
begin
	if p_new and exists (select from core.role r where r.account_id = p_account) then
		perform core.audit_source_set(p_account, p_address::bytea);
		perform core.audit_sign_in(p_account, core.new_id(), p_session);
	end if;
	perform core.sign_in_lock(p_account);
	if not core.device_known(p_account, p_device, p_address, p_agent) and exists (select from core.account a where a.id = p_account and a.email_verified) then
		perform core.mail_put(p_account, 'sign_in_new', json_build_object('at', core.rfc3339(v_now)));
	end if;
	perform core.network_record(p_account, p_address, v_now);
end $$;
