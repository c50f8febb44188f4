-- SPDX-License-Identifier: Apache-2.0
-- A comment's HTML as it is stored: the accounts that its first p_max names mean are written into it, as <span
-- class="mention" data-account="ID">@name</span>. The renderer marks everything that may be a name (server/text/mention.c).
-- The link of a mention outlasts a change of the account's name.
create or replace function core.mentions_put(p_html text, p_max int) returns text
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_html text := p_html;
	v_name text;
	v_id uuid;
begin
	if position('<span class="mention">@' in p_html) = 0 then
		return p_html;
	end if;
	for v_name in
		select m.found[1] from regexp_matches(p_html, '<span class="mention">@([^<]+)</span>', 'g') with ordinality m (found, n)
		group by 1 order by min(m.n) limit p_max
	loop
		v_id := core.mention_account(normalize(replace(v_name, '&#39;', ''''), NFC));
		if v_id is not null then
			v_html := replace(v_html, format('<span class="mention">@%s</span>', v_name), format('<span class="mention" data-account="%s">@%s</span>', v_id, v_name));
		end if;
	end loop;
	return v_html;
end $$;
