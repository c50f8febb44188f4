-- SPDX-License-Identifier: Apache-2.0
-- A case of core.case_detail_json() that fits 25 kB: p_case with the items of its lists that fit, in their order, and
-- more: how many of each list are left out (null: none). Never cut are the comment's body, the newest notice of
-- illegal content and the note of an escalation; only their sizes can make the answer larger. html is null if text and
-- html have more than 12 kB. Other long texts are cut to 300 characters. Signals of rules go before reports, so that
-- matched spans stay.
create or replace function core.case_bounded(p_case jsonb) returns jsonb
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_lists constant text[] := array['notices', 'precedents', 'signals', 'removed', 'revisions', 'messages'];
	v_shares constant float8[] := array[1, 1, 0.5, 0.5, 0.7, 1]::float8[]; -- of what the lists before have left
	v_case jsonb := p_case;
	v_more jsonb := '{}'::jsonb;
	v_path text;
	v_kept jsonb;
	v_left int;
	v_n int;
begin
	if octet_length((p_case #> '{comment,html}')::text) + octet_length((p_case #> '{comment,body}')::text) > 12288 then
		v_case := jsonb_set(v_case, '{comment,html}', 'null');
	end if;
	foreach v_path in array array['parent,body', 'appeal,text', 'appeal,note', 'appeal,against,note', 'appeal,against,message'] loop
		if length(v_case #>> string_to_array(v_path, ',')) > 300 then
			v_case := jsonb_set(v_case, string_to_array(v_path, ','), to_jsonb(left(v_case #>> string_to_array(v_path, ','), 300) || '…'));
		end if;
	end loop;
	v_left := 25600 - 512 - octet_length((v_case - v_lists)::text);
	for i in 1 .. cardinality(v_lists) loop
		select coalesce(jsonb_agg(x.item order by x.n), '[]'), count(*)::int into v_kept, v_n
		from (select y.item, y.n, sum(octet_length(y.item::text) + 2) over (order by y.place) as upto, y.place
			from (select e.item, e.n, row_number() over (order by coalesce(e.item ->> 'kind', '') <> 'rule',
					case when v_lists[i] in ('removed', 'precedents', 'messages') then e.n else -e.n end) as place
				from jsonb_array_elements(v_case -> v_lists[i]) with ordinality e (item, n)) y) x
		where x.upto <= v_left * v_shares[i] or v_lists[i] = 'notices' and x.place = 1;
		if v_n < jsonb_array_length(v_case -> v_lists[i]) then
			v_more := v_more || jsonb_build_object(v_lists[i], jsonb_array_length(v_case -> v_lists[i]) - v_n);
		end if;
		v_left := v_left - octet_length(v_kept::text);
		v_case := v_case || jsonb_build_object(v_lists[i], v_kept);
	end loop;
	return v_case || jsonb_build_object('more', nullif(v_more, '{}'));
end $$;
