-- SPDX-License-Identifier: Apache-2.0
-- The site's saved messages to authors in this language (setting messages), for the message of a decision:
-- [{reason, title, text}], at most 20 in 8 kB; reason null: for any.
create or replace function core.saved_messages(p_site uuid, p_language text) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_list json[];
begin
	select array_agg(json_build_object('reason', m.item ->> 'reason', 'title', m.item ->> 'title', 'text', m.item ->> 'text') order by m.n) into v_list
	from (select x.item, x.n, sum(octet_length(x.item ->> 'text')) over (order by x.n) as bytes
		from core.site s, jsonb_array_elements(coalesce(s.settings -> 'messages', '[]')) with ordinality x (item, n)
		where s.id = p_site and x.item ->> 'language' = p_language
		order by x.n limit 20) m
	where m.bytes <= 8192;
	return coalesce(to_json(v_list[1:core.fit_count(v_list, 0.1)]), '[]');
end $$;
