-- SPDX-License-Identifier: Apache-2.0
-- The hits that held a comment last, for an edit that stays held although the new text has no hit.
create or replace function core.hold_hits(c core.comment) returns jsonb
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_hits jsonb;
begin
	select jsonb_build_array(jsonb_build_object('rule', s.rule, 'reason', s.reason, 'outcome', s.outcome)) into v_hits
	from core.signal s
	where s.article_id = c.article_id and s.comment_id = c.id and s.outcome <> 'flag'
	order by s.id desc limit 1;
	return coalesce(v_hits, '[]');
end $$;
