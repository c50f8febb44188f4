-- SPDX-License-Identifier: Apache-2.0
-- Comments of a site for a dry run, newest first below p_at_id, with the hits that the state rules in p_rules would
-- have had and the moderator's decision on this text. At most p_limit of at most 2000 comments looked at. Returns
-- {comments: [{id, article, body, state, decided, hits}], next}.
create or replace function core.rules_past(p_site uuid, p_rules jsonb, p_limit int, p_at_id uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_state constant jsonb := core.state_rules(p_rules);
	v_list json;
	v_count bigint;
	v_at uuid;
	v_end uuid;
begin
	select x.id into v_end from core.comment x where x.id < p_at_id order by x.id desc offset 1999 limit 1;
	select json_agg(json_build_object('id', y.id, 'article', y.article_id, 'body', y.body, 'state', y.state,
			'decided', (select case d.action when 'reject' then 'rejected' else 'approved' end from core.decision d
				where d.comment_id = y.id and d.revision = y.revision and d.undone_at is null and d.action in ('approve', 'reject', 'restore')
				order by d.id desc limit 1),
			'hits', core.judge_past(p_site, v_state, y)) order by y.id desc), count(*), (array_agg(y.id order by y.id))[1]
	into v_list, v_count, v_at
	from (select c.* from core.comment c join core.article a on a.id = c.article_id
		where c.id < p_at_id and c.id >= coalesce(v_end, '00000000-0000-0000-0000-000000000000')
			and a.site_id = p_site and c.state <> 'withdrawn' and c.text_erased_at is null
		order by c.id desc limit p_limit) y;
	return json_build_object('comments', coalesce(v_list, '[]'), 'next', case when v_count = p_limit then v_at else v_end end);
end $$;
