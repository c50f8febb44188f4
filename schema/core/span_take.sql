-- SPDX-License-Identifier: Apache-2.0
-- Rejects these comments of a span, which the calling function picked by id and whose articles it locked, each with a
-- decision of its own. A colleague's claim does not stop it; the case's version shows the change. decided: the rejected
-- comments, articles: {article: version} of changed articles. The caller writes the audit entry.
create or replace function core.span_take(s core.sanction_span, w core.viewer_state, p_sites uuid[], p_ids uuid[],
	out decided uuid[], out articles jsonb)
language plpgsql
as $$
#variable_conflict use_column
declare
	i record;
	v_state text;
	v_result json;
begin
	decided := array[]::uuid[];
	articles := '{}'::jsonb;
	for i in select c.article_id, c.id from core.comment c where c.id = any(p_ids) order by c.article_id, c.id loop
		select c.state into v_state from core.comment c where c.article_id = i.article_id and c.id = i.id;
		continue when v_state not in ('published', 'held');
		update core.case_file set claimed_by = null, claimed_until = null where comment_id = i.id and claimed_by is not null;
		v_result := core.decide_one(w, p_sites, i.article_id, json_build_object('id', core.new_id(), 'case', i.id, 'action', 'reject', 'reason', s.reason, 'sanction', s.sanction_id,
			'version', coalesce((select f.version from core.case_file f where f.comment_id = i.id), 0)));
		if v_result ->> 'status' = '200' then
			decided := decided || i.id;
			articles := articles || jsonb_build_object(i.article_id, (select a.version from core.article a where a.id = i.article_id));
		end if;
	end loop;
	update core.sanction_span x set
		at_id = coalesce(p_ids[cardinality(p_ids)], x.at_id),
		rejected = x.rejected + cardinality(decided), kept = x.kept + cardinality(p_ids) - cardinality(decided)
	where x.sanction_id = s.sanction_id;
end $$;
