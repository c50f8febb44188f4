-- SPDX-License-Identifier: Apache-2.0
-- Undoes the next decisions of a span where nothing happened since, at most p_max. Returns {article: version} of
-- changed articles.
create or replace function core.span_undo(s core.sanction_span, p_max int) returns jsonb
language plpgsql
as $$
#variable_conflict use_column
declare
	v_ids uuid[];
	v_articles jsonb := '{}'::jsonb;
	v_done int := 0;
	u record;
	i record;
begin
	select array_agg(x.id order by x.id) into v_ids from (select y.id from core.decision y
		where y.sanction_id = s.sanction_id and y.id > s.at_id and y.undone_at is null order by y.id limit p_max) x;
	perform core.articles_lock(array(select y.article_id from core.decision y where y.id = any(v_ids)));
	for i in select y.id, y.article_id from core.decision y where y.id = any(v_ids) order by y.article_id, y.id loop
		u := core.undo_one(s.restored_by, i.id, core.new_id());
		v_done := v_done + (u.outcome = 'ok')::int;
		if u.version is not null then
			v_articles := v_articles || jsonb_build_object(i.article_id, u.version);
		end if;
	end loop;
	update core.sanction_span x set
		at_id = coalesce(v_ids[cardinality(v_ids)], x.at_id),
		restored = x.restored + v_done, kept = x.kept + coalesce(cardinality(v_ids), 0) - v_done,
		state = case when coalesce(cardinality(v_ids), 0) < p_max then 'restored' else x.state end
	where x.sanction_id = s.sanction_id;
	return v_articles;
end $$;
