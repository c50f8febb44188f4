-- SPDX-License-Identifier: Apache-2.0
-- The values of a daily mail without the comments that are shown no longer (core.digests_put). Null if nothing is left.
create or replace function core.digest_shown(p_data jsonb) returns jsonb
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_items jsonb;
	v_gone int;
begin
	select coalesce(jsonb_agg(x.item order by x.n), '[]') into v_items
	from (select i.item, i.n, regexp_match(i.item ->> 'path', '^/a/([0-9a-f-]{36})/c/([0-9a-f-]{36})$') as ids
		from jsonb_array_elements(p_data -> 'items') with ordinality i (item, n)) x
	where x.ids is null or exists (select from core.comment c join core.article a on a.id = c.article_id and a.state <> 'hidden'
		where c.article_id = x.ids[1]::uuid and c.id = x.ids[2]::uuid and c.state = 'published');
	v_gone := jsonb_array_length(p_data -> 'items') - jsonb_array_length(v_items);
	if v_items = '[]' then
		return null;
	end if;
	return p_data || jsonb_build_object('items', v_items, 'count', (p_data ->> 'count')::int - v_gone);
end $$;
