-- SPDX-License-Identifier: Apache-2.0
-- A reported name as moderators see it: r is one of its reports. username: the account's name now. reports: of this site, of the
-- same state, the newest 20. comments: the account's newest three published ones on this site. decided: null while open. Never a reporter.
create or replace function core.name_json(r core.name_report) returns jsonb
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_body jsonb;
begin
	select jsonb_build_object('id', r.id, 'name', r.name, 'site', s.key,
		'account', jsonb_build_object('id', a.id, 'username', a.username, 'record', core.record_json(a.id, array[r.site_id])),
		'reports', (select coalesce(jsonb_agg(jsonb_build_object('reason', x.reason, 'detail', x.detail, 'created_at', core.rfc3339(x.at)) order by x.id desc), '[]')
			from (select * from core.name_report y where y.account_id = r.account_id and y.name = r.name and y.site_id = r.site_id
				and y.entry is not distinct from r.entry order by y.id desc limit 20) x),
		'comments', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'article', c.article_id, 'text', left(c.body, 300), 'created_at', core.rfc3339(c.created_at)) order by c.id desc), '[]')
			from (select x.* from core.comment x join core.article t on t.id = x.article_id
				where x.author_id = r.account_id and x.state = 'published' and t.site_id = r.site_id order by x.id desc limit 3) c),
		'decided', case when r.answered_at is not null then jsonb_build_object('outcome', r.outcome, 'at', core.rfc3339(r.answered_at),
			'sanction', case when r.outcome = 'rename' then r.entry end,
			'by', (select jsonb_build_object('id', b.id, 'username', b.username) from core.audit e join core.account b on b.id = e.actor_id where e.id = r.entry)) end)
	into v_body
	from core.account a, core.site s
	where a.id = r.account_id and s.id = r.site_id;
	return v_body;
end $$;
