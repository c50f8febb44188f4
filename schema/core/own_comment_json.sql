-- SPDX-License-Identifier: Apache-2.0
-- An own comment that other readers do not see, with the reasons: hits on this revision, or on the one for which it
-- is still held, and the moderator's message. Reporters are never named.
create or replace function core.own_comment_json(c core.comment) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_reasons jsonb;
	v_held int;
begin
	if c.state = 'held' then
		select max(s.revision) into v_held from core.signal s
		where s.article_id = c.article_id and s.comment_id = c.id and s.outcome <> 'flag';
	end if;
	select coalesce(jsonb_agg(x.reason order by x.n), '[]') into v_reasons
	from (
		select s.id as n, jsonb_build_object('by', 'rule', 'reason', s.reason, 'rule', s.rule,
			'spans', case when s.revision = c.revision then s.spans else '[]' end) as reason
		from core.signal s
		where s.article_id = c.article_id and s.comment_id = c.id
			and (s.revision = c.revision or s.revision = v_held and s.outcome <> 'flag')
		union all
		select 0, x.reason
		from (select jsonb_build_object('by', 'moderator', 'reason', d.reason, 'rule', null, 'spans', '[]'::jsonb) as reason
			from core.decision d
			where d.comment_id = c.id and d.action = 'reject' and d.undone_at is null and c.state = 'rejected'
			order by d.id desc limit 1) x
	) x;
	return (core.comment_json(c)::jsonb || jsonb_build_object('reasons', v_reasons))::json;
end $$;
