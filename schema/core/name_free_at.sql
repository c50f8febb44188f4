-- SPDX-License-Identifier: Apache-2.0
-- From when an account can change its name again, p_wait seconds after the last change; null: now.
create or replace function core.name_free_at(p_account uuid, p_wait int) returns timestamptz
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_free timestamptz := (select max(n.changed_at) from core.account_name n where n.account_id = p_account) + make_interval(secs => p_wait);
begin
	return case when v_free > core.now() then v_free end;
end $$;
