-- SPDX-License-Identifier: Apache-2.0
-- A site's API tokens as its admins see them, never the tokens themselves: the valid ones, then those that ended in the last 30
-- days, at most 100; each newest first.
create or replace function core.api_tokens_json(p_site uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_now constant timestamptz := core.now();
begin
	return (select coalesce(json_agg(json_build_object('id', x.id, 'name', x.name, 'scopes', x.scopes, 'state', x.state,
			'made_by', (select a.username from core.account a where a.id = x.made_by), 'made_at', core.rfc3339(x.created_at),
			'expires_at', core.rfc3339(x.expires_at), 'last_used_at', core.rfc3339(x.last_used_at)) order by x.state = 'valid' desc, x.id desc), '[]')
		from (select t.*, case when t.revoked_at is not null then 'ended' when t.expires_at <= v_now then 'expired' else 'valid' end as state
			from core.api_token t
			where t.site_id = p_site and (coalesce(t.revoked_at, t.expires_at) > v_now - interval '30 days' or t.revoked_at is null and t.expires_at is null)
			order by t.revoked_at is null and coalesce(t.expires_at, 'infinity') > v_now desc, t.id desc limit 100) x);
end $$;
