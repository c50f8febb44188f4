-- SPDX-License-Identifier: Apache-2.0
-- Whether the viewer has to keep a factor: the session's policy requires one for roles, and the account has a role.
create or replace function core.factor_needed(w core.viewer_state) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (select s.factor_required from core.session s where s.id = w.session)
		and exists (select from core.role r where r.account_id = w.account);
end $$;
