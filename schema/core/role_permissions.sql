-- SPDX-License-Identifier: Apache-2.0
-- The areas of the desk in which a role may act. A role of an account can be limited to some of them
-- (core.role.permissions). In an area a role may do what its rank allows: with rules, a moderator tries rules and an
-- admin changes them; with staff, an auditor reads the list of staff and an admin gives roles.
create or replace function core.role_permissions(p_role text) returns text[] language sql immutable parallel safe
as $$
	select case p_role when 'admin' then '{appeals,articles,audit,cases,jobs,rules,sanctions,settings,staff}'::text[]
		when 'moderator' then '{appeals,articles,cases,jobs,rules,sanctions}'
		when 'auditor' then '{audit,staff}' else '{}' end
$$;
