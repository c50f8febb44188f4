-- What a reader's reports are worth, from the last fifty revisions of which it was decided; further
-- reasons for the same one (weight 0) count for nothing. reliability is the share that was upheld, smoothed by one of each, and a half below three decided ones: unknown.
-- weight is twice that, so one for who is unknown. good: may help to hold a comment: who is
-- right more often than not, or unknown but here for p_age seconds. A fresh account without a
-- record may not, so a brigade of them holds nothing.
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
