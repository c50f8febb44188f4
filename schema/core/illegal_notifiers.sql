-- SPDX-License-Identifier: Apache-2.0
-- For a single case: the notices of illegal content of core.illegal_case() with their notifier's name and address, and the
-- mails that were queued for them: [{mail, state, at}], oldest first; at is when it was sent, or queued. Lists of cases do
-- not have them.
create or replace function core.illegal_notifiers(p_comment uuid, p_notices jsonb) returns jsonb
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (select coalesce(jsonb_agg(x.notice || jsonb_build_object('name', p.name, 'email', p.email,
			'mails', (select coalesce(jsonb_agg(jsonb_build_object('mail', o.template, 'state', o.state, 'at', core.rfc3339(coalesce(o.sent_at, o.created_at))) order by o.id), '[]')
				from core.outbox o where o.illegal_id = i.id)) order by x.n), '[]')
		from jsonb_array_elements(p_notices) with ordinality x (notice, n)
		join core.illegal_notice i on i.comment_id = p_comment and i.reference = x.notice ->> 'reference'
		left join core.illegal_private p on p.illegal_id = i.id);
end $$;
