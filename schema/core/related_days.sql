-- For how many days back accounts of one network may be told as related: as far as every site's privacy policy
-- allows, its setting related_days; 0 unless set.
create or replace function core.related_days() returns int
language sql stable
as $$ select coalesce(min(coalesce((s.settings ->> 'related_days')::int, 0)), 0) from core.site s $$;
