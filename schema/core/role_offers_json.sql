-- SPDX-License-Identifier: Apache-2.0
-- The roles that wait for the consent of an account, the oldest first; site null: all sites.
create or replace function core.role_offers_json(p_account uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (select coalesce(json_agg(json_build_object('id', o.id, 'role', o.role, 'site', s.key, 'permissions', coalesce(o.permissions, core.role_permissions(o.role)), 'limited', o.permissions is not null, 'offered_at', core.rfc3339(o.offered_at)) order by o.id), '[]')
		from core.role_offer o left join core.site s on s.id = o.site_id where o.account_id = p_account);
end $$;
