-- SPDX-License-Identifier: Apache-2.0
-- A page of a list: {p_name: as many items as fit one answer, next: id of the last of them, or null at the end}.
-- p_ids: the ids of all rows that were read, in the items' order; a row beyond the page's limit has no item.
create or replace function core.list_json(p_name text, p_items json[], p_ids uuid[]) returns json
language plpgsql stable
as $$
declare
	v_n constant int := core.fit_count(p_items);
begin
	return json_build_object(p_name, to_json(p_items[1:v_n]), 'next', case when cardinality(p_ids) > v_n then p_ids[v_n] end);
end $$;
