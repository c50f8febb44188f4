-- SPDX-License-Identifier: Apache-2.0
-- The account as its owner sees it. p_unproven: the session lacks the second factor that roles need, so its role is that of a
-- reader. state is banned while a ban on all sites holds.
create or replace function core.account_json(p_account uuid, p_unproven boolean default false) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_body json;
	v_now timestamptz := core.now();
begin
	select json_build_object('id', a.id, 'username', a.username,
		'role', core.rank_role(case when p_unproven then 0 else coalesce((select max(core.role_rank(r.role)) from core.role r where r.account_id = a.id), 0) end),
		'email', a.email, 'email_verified', a.email_verified, 'language', a.language,
		'state', case when exists (select from core.sanction n where n.account_id = a.id and n.kind = 'ban'
			and n.site_id is null and n.lifted_at is null and n.until > v_now) then 'banned' else a.state end,
		'sanctions', coalesce((select json_agg(json_build_object('id', n.id, 'kind', n.kind,
				'until', core.rfc3339(nullif(n.until, 'infinity')), 'reason', n.reason,
				'site', s.key, 'created_at', core.rfc3339(n.made_at)) order by n.id)
			from core.sanction n left join core.site s on s.id = n.site_id
			where n.account_id = a.id and n.lifted_at is null and n.until > v_now), '[]'))
	into v_body
	from core.account a where a.id = p_account;
	return v_body;
end $$;
