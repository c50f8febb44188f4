-- SPDX-License-Identifier: Apache-2.0
-- For the operator after a restore: raises every article's version by p_by and writes the journal, so that no cached
-- page has a higher version. Returns how many.
create or replace function core.versions_raise(p_by bigint) returns bigint
language plpgsql
as $$
#variable_conflict use_column
declare
	v_count bigint;
begin
	with raised as (
		update core.article set version = version + p_by returning id, version
	), kept as (
		insert into core.journal (article_id, version, change) select r.id, r.version, 'state' from raised r returning 1
	)
	select count(*) into v_count from kept;
	return v_count;
end $$;
