-- SPDX-License-Identifier: Apache-2.0
-- The weight of a reader's reports, from the last fifty decided revisions. A second reason for the same revision
-- (weight 0) does not count. reliability: the share that was upheld, smoothed by one of each, and 0.5 below three decided
-- ones. weight: twice the reliability. good: may count towards a hold: reliability of at least 0.5, or with fewer
-- than three decided ones an account older than p_age seconds. New accounts without a record cannot hold a comment
-- together.
create or replace function core.reporter_standing(p_account uuid, p_since timestamptz, p_age int,
	out decided bigint, out upheld bigint, out reliability float8, out weight float8, out good boolean)
language plpgsql stable
as $$
#variable_conflict use_column
begin
	select count(*), count(*) filter (where x.upheld) into decided, upheld
	from (select r.upheld from core.report r where r.reporter_id = p_account and r.upheld is not null and r.weight > 0
		order by r.at desc limit 50) x;
	reliability := case when decided < 3 then 0.5::float8 else (upheld + 1) / (decided + 2)::float8 end;
	weight := 2::float8 * reliability;
	good := case when decided < 3 then p_since <= core.now() - make_interval(secs => p_age) else reliability >= 0.5 end;
end $$;
