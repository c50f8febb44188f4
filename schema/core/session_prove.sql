-- SPDX-License-Identifier: Apache-2.0
-- The person of a session proved themselves again: the session gets another token, and the former one ends. For staff the
-- proof is audited.
create or replace function core.session_prove(p_session uuid, p_token bytea, p_method text, p_entry uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_account uuid;
begin
	update core.session s set token = p_token, proved_at = core.now(), failures = 0 where s.id = p_session returning s.account_id into v_account;
	perform core.confirm_audit(v_account, p_session, p_method, p_entry);
end $$;
