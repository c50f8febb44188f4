-- SPDX-License-Identifier: Apache-2.0
-- How many of these items fit into one answer, at least one of a list that is not empty. p_share: the part of the
-- answer for this list. Pages render the same items, so each counts with its HTML escapes and 2 kB of markup; 4 kB
-- are kept for the rest of the page.
create or replace function core.fit_count(p_items json[], p_share float8 default 1) returns int
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_left float8 := p_share * core.page_max() - 4096;
	v_n int := 0;
	v_item text;
	v_size int;
begin
	foreach v_item in array coalesce(p_items, '{}')::text[] loop
		v_size := octet_length(v_item);
		if v_size < v_left then -- text that is too large without escapes needs no count of them
			v_size := v_size + 2048 + 5 * (v_size - octet_length(replace(replace(replace(replace(v_item, '&', ''), '"', ''), '<', ''), '>', '')));
		end if;
		v_left := v_left - v_size;
		exit when v_left < 0 and v_n > 0;
		v_n := v_n + 1;
		exit when v_left < 0;
	end loop;
	return v_n;
end $$;
