-- SPDX-License-Identifier: Apache-2.0
-- The accounts that a comment's HTML mentions, by its first p_max names (server/text/mention.c marks them). A name is
-- written without its spaces. Where nobody has the whole name, up to four Hangul syllables at its end are taken for a
-- particle, or what follows its last apostrophe for a suffix: the longest name that exists counts.
create or replace function core.mentioned(p_html text, p_max int) returns uuid[]
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_name text;
	v_tries text[];
	v_id uuid;
	v_ids uuid[] := array[]::uuid[];
begin
	for v_name in
		select normalize(replace(m.found[1], '&#39;', ''''), NFC)
		from regexp_matches(p_html, '<span class="mention">@([^<]+)</span>', 'g') with ordinality m (found, n)
		group by 1 order by min(m.n) limit p_max
	loop
		v_tries := array_remove(array[v_name, substring(v_name from '^(.+)''[^'']*$'), substring(v_name from '^(.+)[가-힣]$'),
			substring(v_name from '^(.+)[가-힣]{2}$'), substring(v_name from '^(.+)[가-힣]{3}$'), substring(v_name from '^(.+)[가-힣]{4}$')], null);
		select a.id into v_id
		from unnest(v_tries) with ordinality t (name, n)
		join core.account a on lower(replace(a.username, ' ', '')) = lower(t.name) and a.state = 'active'
		order by t.n, a.username = t.name desc, a.id
		limit 1;
		if found and v_id <> all (v_ids) then
			v_ids := v_ids || v_id;
		end if;
	end loop;
	return v_ids;
end $$;
