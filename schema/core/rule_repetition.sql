-- Rule repetition: whether a similar text was posted on the site within `within` seconds before p_at. With p_author
-- only this author's last 50 comments are compared, because different readers often write the same short text. Each
-- band is looked up by itself in the order of the index: during a flood the statistics suggest that any page of the
-- table matches, and the planner would read the whole table.
create or replace function core.rule_repetition(p_rule jsonb, p_site uuid, p_bands bigint[], p_comment uuid, p_at timestamptz,
	p_author uuid default null) returns boolean
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_since constant timestamptz := p_at - make_interval(secs => coalesce((p_rule ->> 'within')::float8, 86400));
begin
	if p_bands = '{}' then
		return false;
	end if;
	if p_author is not null then
		return exists (select from (select c.article_id, c.id from core.comment c
				where c.author_id = p_author and c.state in ('published', 'held', 'rejected', 'withdrawn')
					and c.id > core.id_from(v_since) and c.id <> p_comment
				order by c.id desc limit 50) x
			join core.signature s on s.article_id = x.article_id and s.comment_id = x.id
			where s.site_id = p_site and s.band = any(p_bands) and s.at > v_since and s.at <= p_at);
	end if;
	return exists (select from unnest(p_bands) b (band) cross join lateral (
		select from core.signature s
		where s.site_id = p_site and s.band = b.band and s.at > v_since and s.at <= p_at and s.comment_id <> p_comment
		order by s.at desc limit 1) x);
end $$;
