-- The site somebody at the desk means: by key; without one the default site, or if that is none of
-- theirs (p_sites; null: all are) their only one. Null: none.
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
