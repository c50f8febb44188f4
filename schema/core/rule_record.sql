-- SPDX-License-Identifier: Apache-2.0
-- Rule record: hits with the detail "4 of 6" if at least `share` of the author's last `of` decided comments on the site
-- were rejected; never below `min` decided ones. Undone decisions do not count; of several on one comment the last does.
create or replace function core.rule_record(p_rule jsonb, c core.judged) returns text
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_of constant int := coalesce((p_rule ->> 'of')::int, 20);
	v_decided bigint;
	v_rejected bigint;
begin
	if not c.reader then
		return null;
	end if;
	select count(*), count(*) filter (where y.action = 'reject') into v_decided, v_rejected
	from (
		select z.action from (
			select distinct on (x.comment_id) x.action, x.id from (
				select d.comment_id, d.action, d.id from core.decision d
				where d.author_id = c.author and d.site_id = c.site and d.id < c.comment and d.comment_id <> c.comment
					and d.undone_at is null and d.action in ('approve', 'reject', 'restore')
				order by d.id desc limit v_of * 2) x
			order by x.comment_id, x.id desc) z
		order by z.id desc limit v_of) y;
	if v_decided >= coalesce((p_rule ->> 'min')::int, 5) and v_rejected > 0
		and v_rejected >= coalesce((p_rule ->> 'share')::float8, 0.5) * v_decided then
		return v_rejected || ' of ' || v_decided;
	end if;
	return null;
end $$;
