-- SPDX-License-Identifier: Apache-2.0
-- The site that a moderator means: by key; without a key the default site if it is in p_sites (null: all), else the
-- only one in p_sites. Null if there is none.
create or replace function core.desk_site(p_key text, p_sites uuid[]) returns core.site
language plpgsql stable
as $$
#variable_conflict use_column
declare
	s core.site := core.default_site(p_key);
begin
	if p_key is null and s.id <> all(p_sites) and cardinality(p_sites) = 1 then
		select * into s from core.site x where x.id = p_sites[1];
	end if;
	return s;
end $$;
