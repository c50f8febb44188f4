-- SPDX-License-Identifier: Apache-2.0
-- {group, count} of an open case whose text is like those of other open cases of its site: count has the case itself and
-- ends at 100. Null if there are none.
create or replace function core.alike_json(f core.case_file) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_n int;
begin
	if f.alike is null or f.withdrawn_at is not null then
		return null;
	end if;
	select count(*)::int into v_n from (select from core.case_file x
		where x.alike = f.alike and x.site_id = f.site_id and x.withdrawn_at is null limit 100) y;
	return case when v_n > 1 then json_build_object('group', to_hex(f.alike), 'count', v_n) end;
end $$;
