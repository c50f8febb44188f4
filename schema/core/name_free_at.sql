-- SPDX-License-Identifier: Apache-2.0
-- From when an account can change its name again, p_wait seconds after the last change; null: now. An account whose name a
-- moderator replaced since can do it now.
create or replace function core.name_free_at(p_account uuid, p_wait int) returns timestamptz
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_free timestamptz := (select case when n.sanction_id is null then n.changed_at end from core.account_name n
		where n.account_id = p_account order by n.id desc limit 1) + make_interval(secs => p_wait);
begin
	return case when v_free > core.now() then v_free end;
end $$;
