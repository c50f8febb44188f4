-- For the bench: fifty articles to post to, and a thread of 1,000 comments: 400 at top level, 600 replies
-- among the first 200.
insert into core.article (id, site_id, key, url, title)
select ('01000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, a.site_id, 'bench-' || n,
	'https://news.example/bench/' || n, 'Bench ' || n
from core.article a, generate_series(1, 50) n
where a.id = :'article';
with top as (
	insert into core.comment (article_id, id, parent_id, depth, author_id, author_name, author_role, state, shown,
		created_at, body, html, reply_count)
	select :'article', core.new_id(), :'article', 0, :'author', 'bench', 'reader', 'published', true, core.now(),
		x.body, '<p>' || x.body || '</p>', case when x.n <= 200 then 3 else 0 end
	from (select n, 'Comment ' || n || ' ' || repeat('with words enough for two lines ', 8) as body
		from generate_series(1, 400) n) x
	returning id, reply_count)
insert into core.comment (article_id, id, parent_id, depth, author_id, author_name, author_role, state, shown,
	created_at, body, html)
select :'article', core.new_id(), top.id, 1, :'author', 'bench', 'reader', 'published', true, core.now(),
	'Reply ' || n, '<p>Reply ' || n || '</p>'
from top, generate_series(1, 3) n
where top.reply_count > 0;
update core.article set comment_count = 1000, version = version + 1 where id = :'article';
analyze core.comment;
