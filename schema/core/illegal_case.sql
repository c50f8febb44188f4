-- SPDX-License-Identifier: Apache-2.0
-- The newest 20 notices of illegal content about a comment for its case, oldest first, that fit an eighth of
-- core.page_max(): their explanation without the notifier.
create or replace function core.illegal_case(p_comment uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_items json[];
begin
	v_items := array(select json_build_object('reference', i.reference, 'state', i.state, 'outcome', i.outcome, 'revision', i.revision,
		'signed_in', i.account_id is not null, 'law', p.law, 'explanation', p.explanation, 'at', core.rfc3339(i.made_at))
	from (select x.* from core.illegal_notice x where x.comment_id = p_comment order by x.id desc limit 20) i
	left join core.illegal_private p on p.illegal_id = i.id
	order by i.id desc);
	return (select coalesce(json_agg(i.item order by i.n desc), '[]')
		from unnest(v_items[1:core.fit_count(v_items, 0.125)]) with ordinality i (item, n));
end $$;
