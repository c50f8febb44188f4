-- SPDX-License-Identifier: Apache-2.0
-- An offer of a role as admins see it. An account that had verified the invited address before stays unnamed until it
-- accepts: its address must not lead to its name.
create or replace function core.invitation_json(o core.role_offer) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (select json_build_object('id', o.id, 'role', o.role, 'site', s.key, 'permissions', coalesce(o.permissions, core.role_permissions(o.role)),
			'limited', o.permissions is not null, 'address', o.address,
			'account', case when o.address is null or core.account_invited(a) then json_build_object('id', a.id, 'username', a.username) end,
			'by', b.username, 'offered_at', core.rfc3339(o.offered_at), 'mailed_at', core.rfc3339(o.mailed_at))
		from core.account a left join core.site s on s.id = o.site_id left join core.account b on b.id = o.offered_by
		where a.id = o.account_id);
end $$;
