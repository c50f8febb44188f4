-- SPDX-License-Identifier: Apache-2.0
-- The next comments of a job by id, at most p_max. upto: comments up to this id are done. last: there are no more.
-- Without author or article in the filter, one call looks at a bounded number of comments to stay short.
create or replace function core.job_page(j core.job, p_max int, out ids uuid[], out upto uuid, out last boolean)
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_window constant int := 2000;
	v_seen bigint;
	v_end uuid;
begin
	if j.filter ?| array['author', 'article'] then
		execute format('select array_agg(x.id order by x.id) from (select c.id from core.comment c where c.id > $1 and %s order by c.id limit $2) x',
			core.job_filter_sql(j)) into ids using j.at_id, p_max;
		last := coalesce(cardinality(ids), 0) < p_max;
		upto := coalesce(ids[cardinality(ids)], j.at_id);
		return;
	end if;
	execute format('with w as materialized (select c.* from core.comment c where c.id > $1 and c.id <= $4 order by c.id limit $3),
			m as (select c.id from w c where %s order by c.id limit $2)
		select (select array_agg(m.id order by m.id) from m), (select count(*) from w), (select w.id from w order by w.id desc limit 1)',
		core.job_filter_sql(j)) into ids, v_seen, v_end using greatest(j.at_id, core.id_from((j.filter ->> 'from')::timestamptz)), p_max, v_window, j.until;
	last := v_seen < v_window and coalesce(cardinality(ids), 0) < p_max;
	upto := coalesce(case when cardinality(ids) = p_max then ids[p_max] else v_end end, j.at_id);
end $$;
