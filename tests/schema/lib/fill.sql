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
