-- The newest 20 notices of illegal content about a comment, for its case: what they say, not who said it.
create or replace function core.illegal_case(p_comment uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_list json;
begin
	select json_agg(json_build_object('reference', i.reference, 'state', i.state, 'outcome', i.outcome, 'revision', i.revision,
		'signed_in', i.account_id is not null, 'law', p.law, 'explanation', p.explanation, 'at', core.rfc3339(i.made_at)) order by i.id)
	into v_list
	from (select x.* from core.illegal_notice x where x.comment_id = p_comment order by x.id desc limit 20) i
	left join core.illegal_private p on p.illegal_id = i.id;
	return coalesce(v_list, '[]');
end $$;
