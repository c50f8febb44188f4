-- SPDX-License-Identifier: Apache-2.0
-- Whether the viewer has a role that gives no rights in this session, because it waits for a second factor.
create or replace function core.role_waits(w core.viewer_state) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return w.unproven and exists (select from core.role r where r.account_id = w.account);
end $$;
