-- SPDX-License-Identifier: Apache-2.0
-- fill(article, n): a thread of n comments by 50 authors, made without the api: a fifth at top
-- level, three fifths replies to those (three each), a fifth replies to the first of all. The
-- journal has one entry; ids are a millisecond apart and end now.
create or replace function pg_temp.fill(p_article uuid, p_site uuid, n int) returns uuid language plpgsql as $$
declare
	v_first uuid;
begin
	n := n - n % 5;
	drop table if exists made;
	create temp table made (i int primary key, id uuid);
	insert into made select i, (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint - n + i), 12, '0')
		|| '7' || substr(md5(i::text || p_article), 1, 3) || '8' || substr(md5(p_article || i::text), 1, 15))::uuid
	from generate_series(0, n - 1) i;
	select id into v_first from made where i = 0;
	insert into core.article (id, site_id, key, url, title, comment_count)
	values (p_article, p_site, p_article::text, 'https://news.example/' || p_article, 'A thread of ' || n, n);
	insert into core.journal (article_id, version, change) values (p_article, 1, 'state');
	insert into core.comment (article_id, id, parent_id, depth, author_id, author_name, author_role, state, visible,
		up, down, rank_best, reply_count, created_at, body, html)
	select p_article, m.id,
		case when m.i % 5 = 0 then p_article when m.i % 5 = 4 then v_first else p.id end, (m.i % 5 > 0)::int,
		md5((m.i % 50)::text)::uuid, 'author ' || m.i % 50, 'reader', 'published', true,
		v.up, v.down, core.rank_best(v.up, v.down),
		case when m.i = 0 then 3 + n / 5 when m.i % 5 = 0 then 3 else 0 end,
		core.id_time(m.id), repeat('word ', 20 + m.i % 40), '<p>' || repeat('word ', 20 + m.i % 40) || '</p>'
	from made m
	join made p on p.i = m.i - m.i % 5
	cross join lateral (select (hashint4(m.i) & 1023) % 40 as up, (hashint4(m.i + 7) & 1023) % 15 as down) v
	order by m.i;
	return v_first;
end $$;

-- fill_deep(article, site, n): a thread of n comments in trees of 40: each comment has three replies, down to a depth of
-- 4, and three in 120 are featured. Counters are right.
create or replace function pg_temp.fill_deep(p_article uuid, p_site uuid, n int) returns uuid language plpgsql as $$
begin
	perform pg_temp.fill(p_article, p_site, n);
	update core.comment c set parent_id = case when k.i % 40 = 0 then p_article else p.id end, depth = case when k.i % 40 = 0 then 0 when k.i % 40 < 4 then 1 when k.i % 40 < 13 then 2 else 3 end,
		reply_count = greatest(0, least(39, 3 * (k.i % 40) + 3) - 3 * (k.i % 40))
	from made k left join made p on p.i = k.i - k.i % 40 + (k.i % 40 - 1) / 3
	where c.article_id = p_article and c.id = k.id;
	update core.article set marks = jsonb_build_object('featured', (select jsonb_agg(id) from (select id from made where i % 40 < 3 order by i desc limit 30) x)) where id = p_article;
	return (select id from made where i = 0);
end $$;
