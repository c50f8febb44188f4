-- SPDX-License-Identifier: Apache-2.0
-- Roles in order of power. An auditor sees the same as a moderator and changes nothing.
create or replace function core.role_rank(p_role text) returns int language sql immutable parallel safe
as $$ select case p_role when 'admin' then 4 when 'moderator' then 3 when 'auditor' then 2 when 'staff' then 1 else 0 end $$;
