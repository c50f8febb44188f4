-- SPDX-License-Identifier: Apache-2.0
-- The newest decision about a comment and its moderator; null if there is none.
create or replace function core.last_decision_json(p_comment uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_last json;
begin
	select json_build_object('id', d.id, 'by', json_build_object('id', a.id, 'username', a.username), 'action', d.action, 'reason', d.reason,
		'at', core.rfc3339(d.at), 'undone', d.undone_at is not null)
	into v_last
	from core.decision d left join core.account a on a.id = d.moderator_id
	where d.comment_id = p_comment order by d.id desc limit 1;
	return v_last;
end $$;
