-- Was much the same said on the site within `within` seconds before p_at, by whomever? Each band is
-- looked up by itself in the index's order: of a flood's bands the statistics say that any page of
-- the table has them, and the whole would be read to find that they are old.
create or replace function core.rule_repetition(p_rule jsonb, p_site uuid, p_bands bigint[], p_comment uuid, p_at timestamptz) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_since constant timestamptz := p_at - make_interval(secs => coalesce((p_rule ->> 'within')::float8, 86400));
begin
	return p_bands <> '{}' and exists (select from unnest(p_bands) b (band) cross join lateral (
		select from core.signature s
		where s.site_id = p_site and s.band = b.band and s.at > v_since and s.at <= p_at and s.comment_id <> p_comment
		order by s.at desc limit 1) x);
end $$;
