-- SPDX-License-Identifier: Apache-2.0
-- The role of a rank, see core.role_rank().
create or replace function core.rank_role(p_rank int) returns text language sql immutable parallel safe
as $$ select case p_rank when 4 then 'admin' when 3 then 'moderator' when 2 then 'auditor' when 1 then 'staff' else 'reader' end $$;
