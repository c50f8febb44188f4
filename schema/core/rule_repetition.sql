-- SPDX-License-Identifier: Apache-2.0
-- Rule repetition: hits if a similar text was posted on the site within `within` seconds before this one. Different
-- readers often write the same short text, so a text of fewer than `min` characters is compared with its author's last
-- 50 comments only. Each band is looked up alone in the order of the index: during a flood the statistics suggest that
-- any page of the table matches, and the planner would read the whole table.
create or replace function core.rule_repetition(p_rule jsonb, c core.judged) returns text
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_since constant timestamptz := c.text_at - make_interval(secs => coalesce((p_rule ->> 'within')::float8, 86400));
	v_found boolean := false;
begin
	if c.bands <> '{}' and c.characters < coalesce((p_rule ->> 'min')::int, 80) then
		v_found := exists (select from (select m.article_id, m.id from core.comment m
				where m.author_id = c.author and m.state in ('published', 'held', 'rejected', 'withdrawn')
					and m.id > core.id_from(v_since) and m.id <> c.comment
				order by m.id desc limit 50) x
			join core.signature s on s.article_id = x.article_id and s.comment_id = x.id
			where s.site_id = c.site and s.band = any(c.bands) and s.at > v_since and s.at <= c.text_at);
	elsif c.bands <> '{}' then
		v_found := exists (select from unnest(c.bands) b (band) cross join lateral (
			select from core.signature s
			where s.site_id = c.site and s.band = b.band and s.at > v_since and s.at <= c.text_at and s.comment_id <> c.comment
			order by s.at desc limit 1) x);
	end if;
	return case when v_found then '' end;
end $$;
