-- SPDX-License-Identifier: Apache-2.0
-- The public profile of an account: its role on all sites, or on the only site. Comments are counted up to 1000.
-- Outcomes:
--   ok  {id, username, role, created_at, comment_count}
--   not_found
create or replace function api_1.account_profile(p_account uuid, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
	select 'ok', json_build_object('id', a.id, 'username', a.username,
		'role', core.rank_role(coalesce((select max(core.role_rank(r.role)) from core.role r
			where r.account_id = a.id and (r.site_id is null or (select count(*) from core.site) = 1)), 0)),
		'created_at', core.rfc3339(a.created_at),
		'comment_count', (select count(*) from (select from core.comment c
			where c.author_id = a.id and c.state = 'published' limit 1000) x))
	into outcome, body
	from core.account a where a.id = p_account and a.state = 'active';
	if not found then
		outcome := 'not_found';
	end if;
end $$;
