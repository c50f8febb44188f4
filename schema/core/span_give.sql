-- SPDX-License-Identifier: Apache-2.0
-- Undoes the next decisions of a span where nothing happened since, at most p_max, as members of the audit entry
-- p_entry, which the caller writes. p_stated: the decision whose author has the news by another notice, or null.
-- given: the restored comments; stay: those with a later decision; articles: {article: version} of changed articles.
create or replace function core.span_give(s core.sanction_span, p_max int, p_entry uuid, p_stated uuid,
	out given uuid[], out stay uuid[], out articles jsonb)
language plpgsql
as $$
#variable_conflict use_column
declare
	v_ids uuid[];
	u record;
	i record;
begin
	given := array[]::uuid[];
	stay := array[]::uuid[];
	articles := '{}'::jsonb;
	v_ids := array(select y.id from core.decision y where y.sanction_id = s.sanction_id and y.id > s.at_id and y.undone_at is null
		order by y.id limit p_max);
	perform core.articles_lock(array(select y.article_id from core.decision y where y.id = any(v_ids)));
	for i in select y.id, y.article_id, y.comment_id from core.decision y where y.id = any(v_ids) order by y.article_id, y.id loop
		u := core.undo_one(s.restored_by, i.id, p_entry, true, i.id is not distinct from p_stated);
		if u.outcome = 'ok' then
			given := given || i.comment_id;
		else
			stay := stay || i.comment_id;
		end if;
		if u.version is not null then
			articles := articles || jsonb_build_object(i.article_id, u.version);
		end if;
	end loop;
	update core.sanction_span x set
		at_id = coalesce(v_ids[cardinality(v_ids)], x.at_id),
		restored = x.restored + cardinality(given), kept = x.kept + cardinality(stay),
		state = case when cardinality(v_ids) < p_max then 'restored' else x.state end
	where x.sanction_id = s.sanction_id;
end $$;
