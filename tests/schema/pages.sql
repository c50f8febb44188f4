-- SPDX-License-Identifier: Apache-2.0
-- Goal: every walk by pages gives each visible comment exactly once, in each order, at top level and among replies.
\i lib/fixture.sql
\i lib/fill.sql
select plan(35);

insert into core.account (id, username, skeleton, password_hash)
select md5(i::text)::uuid, 'author ' || i, 'author' || i, 'h' from generate_series(0, 49) i;
select pg_temp.fill(t.id('thread'), t.id('site'), 400) as first \gset
-- some tombstones with replies, some without, some held
update core.comment set state = 'withdrawn' where article_id = t.id('thread') and parent_id = article_id and up % 7 = 1;
update core.comment set state = 'rejected' where article_id = t.id('thread') and parent_id = article_id and up % 7 = 2;
update core.comment set state = 'held', visible = false where article_id = t.id('thread') and parent_id <> article_id and down % 5 = 1;
update core.comment p set reply_count = (select count(*) from core.comment c where c.article_id = p.article_id and c.parent_id = p.id and c.visible)
where article_id = t.id('thread');
update core.comment set visible = state = 'published' or reply_count > 0 where article_id = t.id('thread');

-- walk(parent, order, page size): ids in the order the pages give them
create function pg_temp.walk(p_parent uuid, p_sort text, p_limit int) returns uuid[] language plpgsql as $$
declare
	v_ids uuid[] := '{}';
	v_key int := 2147483647;
	v_at uuid := case p_sort when 'oldest' then '00000000-0000-0000-0000-000000000000' else 'ffffffff-ffff-ffff-ffff-ffffffffffff' end;
	v_rows int;
	r record;
begin
	for i in 1..1000 loop
		v_rows := 0;
		for r in select * from api_1.thread_page(t.id('thread'), p_sort, p_limit, 2, v_key, v_at) where p_parent = t.id('thread')
			union all select * from api_1.replies_page(t.id('thread'), p_parent, p_sort, p_limit, v_key, v_at) where p_parent <> t.id('thread') loop
			continue when r.outcome not in ('node', 'more');
			v_rows := v_rows + 1;
			if v_rows <= p_limit then
				v_ids := v_ids || r.id;
				v_key := case p_sort when 'best' then r.rank_best when 'replies' then r.replies else 0 end;
				v_at := r.id;
			end if;
		end loop;
		exit when v_rows <= p_limit;
	end loop;
	return v_ids;
end $$;

create function pg_temp.wanted(p_parent uuid, p_sort text) returns uuid[] language sql as $$
	select array_agg(id order by case p_sort when 'best' then rank_best when 'replies' then reply_count else 0 end desc,
		case when p_sort = 'oldest' then id end, id desc)
	from core.comment where article_id = t.id('thread') and parent_id = p_parent and visible
$$;
select is(pg_temp.walk(p, s, n), pg_temp.wanted(p, s), format('%s, %s a page, %s', s, n, case when p = t.id('thread') then 'top level' else 'replies' end))
from unnest(array['newest', 'oldest', 'best', 'replies']) s, unnest(array[t.id('thread'), :'first'::uuid]) p, unnest(array[1, 7]) n;

-- inlined replies: each after its node, in the page's order, at most as many as asked
create temp table page as select row_number() over () as n, x.* from api_1.thread_page(t.id('thread'), 'oldest', 5, 2, 0, '00000000-0000-0000-0000-000000000000') x;
select is((select outcome from page where n = 1), 'ok', 'the first row is the article');
select is((select html::json ->> 'id' from page where n = 1)::uuid, t.id('thread'), 'the article is JSON');
select is((select count(*) from page where outcome = 'node'), 5::bigint, 'the page has as many nodes as were asked for');
select is((select count(*) from page where outcome = 'more'), 1::bigint, 'one row says that there are more');
select is_empty($$select 1 from page r where outcome = 'reply' and parent_id <> (select x.id from page x where x.outcome = 'node' and x.n < r.n order by x.n desc limit 1)$$, 'replies follow their node');
select is_empty($$select 1 from page r where outcome = 'reply' group by parent_id having count(*) <> least(2, (select c.reply_count from core.comment c where c.id = r.parent_id))$$, 'a node has as many replies as there are, up to the limit');
select is((select count(*) from page r where outcome = 'reply' and parent_id = (select id from page where outcome = 'more')), 0::bigint, 'the row that announces more has no replies');
select is_empty($$select 1 from page where outcome in ('node', 'more', 'reply') and state <> 'published' and (html is not null or author_id is not null or author_name is not null or author_role is not null or up is not null or edited_at is not null)$$, 'tombstones have neither text nor author nor votes');
select is((select count(distinct state) from api_1.thread_page(t.id('thread'), 'newest', 100, 0, 0, 'ffffffff-ffff-ffff-ffff-ffffffffffff')), 3::bigint, 'a thread shows published, withdrawn and rejected comments');
select is((select array_agg(outcome) from api_1.comment_get(t.id('thread'), (select id from core.comment where parent_id = :'first' and visible limit 1))), '{ok,ancestor,node}', 'a comment comes after its ancestors');

-- levels: 3,000 comments in trees of 40 on four levels
select pg_temp.fill_deep(t.id('other'), t.id('site'), 3000) as deep \gset
create function pg_temp.level(p_sort text, p_levels int, p_replies int) returns table (n bigint, id uuid, parent_id uuid, depth int, outcome text) language sql as $$
	select x.n, x.id, x.parent_id, c.depth, x.outcome
	from (select row_number() over () as n, p.* from api_1.thread_page(t.id('other'), p_sort, 5, p_replies, 2147483647,
		case p_sort when 'oldest' then '00000000-0000-0000-0000-000000000000' else 'ffffffff-ffff-ffff-ffff-ffffffffffff' end::uuid, p_levels) p) x
	join core.comment c on c.article_id = t.id('other') and c.id = x.id where x.outcome in ('node', 'reply')
$$;
select is((select array_agg(c order by depth) from (select depth, count(*) as c from pg_temp.level(s, 4, 3) group by depth) x), '{5,15,30,30}',
	s || ': each level has half as many replies below a comment, rounded up') from unnest(array['newest', 'oldest', 'best', 'replies']) s;
select is((select max(depth) from pg_temp.level('newest', n, 3)), n - 1, n || ' levels are as many as were asked for') from unnest(array[1, 3]) n;
-- the nearest row before a reply of the depth above is its parent
create temp table tree as select * from pg_temp.level('best', 4, 3);
select is_empty($$select 1 from tree r where r.depth > 0 and r.parent_id <> (select x.id from tree x where x.n < r.n and x.depth = r.depth - 1 order by x.n desc limit 1)$$,
	'each reply follows its parent, before the next comment of that level');
select results_eq($$select x.id from api_1.thread_page(t.id('other'), 'picks', 50, 0, 0, 'ffffffff-ffff-ffff-ffff-ffffffffffff') x where outcome = 'node'$$,
	$$select i.id::uuid from core.article a cross join lateral jsonb_array_elements_text(a.marks -> 'featured') i (id) where a.id = t.id('other') order by 1 desc$$,
	'picks are the featured comments, newest first');
select is((select array_agg(x.id) from api_1.thread_page(t.id('other'), 'picks', 2, 0, 0, (select a.marks -> 'featured' ->> 2 from core.article a where a.id = t.id('other'))::uuid) x where outcome in ('node', 'more')),
	(select array_agg(i.id::uuid order by i.n) from core.article a cross join lateral jsonb_array_elements_text(a.marks -> 'featured') with ordinality i (id, n) where a.id = t.id('other') and i.n between 4 and 6),
	'a page of picks begins behind its cursor');
select * from finish();
