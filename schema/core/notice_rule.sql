-- SPDX-License-Identifier: Apache-2.0
-- Writes the statement of reasons for a comment that a rule held or rejected, with its strongest hit; the case has
-- all hits. A held comment causes no mail, because a moderator will decide.
create or replace function core.notice_rule(c core.comment, p_site uuid, p_state text, p_hits jsonb) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	h jsonb;
begin
	select x.h into h from jsonb_array_elements(p_hits) with ordinality x (h, n)
	where x.h ->> 'outcome' in ('hold', 'reject')
	order by x.h ->> 'outcome' = 'reject' desc, x.n limit 1;
	perform core.notice_put(c.author_id, p_state, p_site, c.article_id, c.id, null, null,
		(core.statement(c.author_id, p_site, case p_state when 'held' then 'hold' else 'reject' end, core.now(), null,
			coalesce(h ->> 'reason', 'other'), null, h ->> 'rule', null)
		|| jsonb_build_object('revision', c.revision))::json, p_state = 'rejected');
end $$;
