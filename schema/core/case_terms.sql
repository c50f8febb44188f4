-- SPDX-License-Identifier: Apache-2.0
-- The terms of a case's priority, each with its weight and a text, the largest first; waiting comes last and counts
-- half-lives. The texts count reports and hits since the case was last decided, also those about earlier revisions.
create or replace function core.case_terms(f core.case_file, p_revision int, p_now timestamptz) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_wait float8 := extract(epoch from p_now - f.opened_at)::float8;
	v_since timestamptz := coalesce(f.decided_at, '-infinity');
	v_reports bigint;
	v_reports_reliable bigint;
	v_reports_before bigint;
	v_hits bigint;
	v_hits_before bigint;
begin
	if f.state is distinct from 'open' then
		return '[]'::json;
	end if;
	if f.terms ?| array['reports', 'illegal'] then
		select count(*), count(*) filter (where r.weight >= 1.2), count(*) filter (where r.revision < p_revision)
		into v_reports, v_reports_reliable, v_reports_before
		from core.report r
		where r.article_id = f.article_id and r.comment_id = f.comment_id and r.at > v_since and r.weight > 0;
	end if;
	if f.terms ? 'rules' then
		select count(*), count(*) filter (where s.revision < p_revision) into v_hits, v_hits_before
		from core.signal s
		where s.article_id = f.article_id and s.comment_id = f.comment_id and s.at > v_since and s.rule <> 'reports';
	end if;
	return (select json_agg(json_build_object('term', x.term, 'weight', round(x.weight::numeric, 3), 'text', x.text) order by x.place, x.weight desc)
		from (
			select 0 as place, t.key as term, t.value::float8 as weight, case t.key
				when 'reports' then v_reports || case v_reports when 1 then ' report' else ' reports' end ||
					case when v_reports_reliable > 0 then ', ' || case when v_reports_reliable = v_reports then '' else v_reports_reliable || ' of them ' end ||
						case when v_reports_reliable = 1 and v_reports = 1 then 'by a reader usually right' else 'by readers usually right' end else '' end ||
					case when v_reports_before > 0 then ', ' || core.before_edit(v_reports_before, v_reports) else '' end
				when 'rules' then v_hits || case v_hits when 1 then ' rule hit' else ' rule hits' end ||
					case when v_hits_before > 0 then ', ' || core.before_edit(v_hits_before, v_hits) else '' end
				when 'illegal' then 'said to be illegal'
				when 'article' then 'busy article'
				when 'withdrawn' then 'withdrawn by its author'
				else t.key end as text
			from jsonb_each_text(f.terms) t
			union all
			select 1, 'waiting', v_wait / core.half_life(), 'waiting ' || case when v_wait < 3600 then floor(v_wait / 60) || ' min'
				when v_wait < 172800 then floor(v_wait / 3600) || ' h' else floor(v_wait / 86400) || ' d' end
		) x);
end $$;
