-- Was much the same said on the site within `within` seconds before p_at, by whomever?
create or replace function core.rule_repetition(p_rule jsonb, p_site uuid, p_bands bigint[], p_comment uuid, p_at timestamptz) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return p_bands <> '{}' and exists (select from core.signature s where s.site_id = p_site and s.band = any(p_bands)
		and s.at > p_at - make_interval(secs => coalesce((p_rule ->> 'within')::float8, 86400))
		and s.at <= p_at and s.comment_id <> p_comment);
end $$;
