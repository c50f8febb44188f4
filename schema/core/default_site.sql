-- SPDX-License-Identifier: Apache-2.0
-- The site with this key; without a key the site named default, or the only site. Null if there is none.
create or replace function core.default_site(p_key text) returns core.site
language plpgsql stable
as $$
#variable_conflict use_column
declare
	s core.site;
begin
	if p_key is not null then
		select * into s from core.site where key = p_key;
		return s;
	end if;
	select * into s from core.site where key = 'default';
	if not found and (select count(*) from core.site) = 1 then
		select * into s from core.site;
	end if;
	return s;
end $$;
