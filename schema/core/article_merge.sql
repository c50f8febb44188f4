-- SPDX-License-Identifier: Apache-2.0
-- For the operator: merges article p_from into p_into in one transaction. Comments and their rows, addresses and
-- cases move; id and key of p_from then lead to p_into. p_into gets a version above both, so that cached pages of
-- both expire. Pinned comments of p_into come first; three are kept.
-- Outcomes:
--   ok          comments: how many moved, published or not
--   again       p_from was merged into p_into before
--   same        p_from and p_into are the same article
--   no_article  one of them does not exist
--   other_site  they belong to different sites
create or replace function core.article_merge(p_into uuid, p_from uuid, out outcome text, out comments bigint)
language plpgsql
as $$
#variable_conflict use_column
declare
	a core.article;
	b core.article;
	v_table regclass;
	v_pinned jsonb;
begin
	perform from core.article x where x.id in (p_into, p_from) order by x.id for update;
	select * into a from core.article where id = p_into;
	select * into b from core.article where id = p_from;
	if exists (select from core.article_moved m where m.id = p_from and m.article_id = p_into) then
		outcome := 'again';
	elsif p_into = p_from then
		outcome := 'same';
	elsif a.id is null or b.id is null then
		outcome := 'no_article';
	elsif a.site_id <> b.site_id then
		outcome := 'other_site';
	end if;
	if outcome is not null then
		return;
	end if;

	update core.comment set article_id = a.id, parent_id = case when parent_id = b.id then a.id else parent_id end
	where article_id = b.id;
	get diagnostics comments = row_count;
	-- a reader may follow both, and readers begin to follow meanwhile
	insert into core.follow (article_id, account_id, follows, waiting, at)
	select a.id, f.account_id, f.follows, f.waiting, f.at from core.follow f where f.article_id = b.id
	on conflict do nothing;
	delete from core.follow f where f.article_id = b.id;
	-- every other table's rows of the article move with it
	for v_table in select c.oid::regclass from pg_class c join pg_attribute t on t.attrelid = c.oid
		where c.relnamespace = 'core'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
			and t.attname = 'article_id' and not t.attisdropped
			and c.relname not in ('comment', 'journal', 'article_duplicate', 'first_sight', 'follow') order by c.relname loop
		execute format('update %s set article_id = $1 where article_id = $2', v_table) using a.id, b.id;
	end loop;
	update core.job set filter = jsonb_set(filter, '{article}', to_jsonb(a.id)) where filter ->> 'article' = b.id::text;
	delete from core.journal where article_id = b.id;
	delete from core.first_sight where article_id in (a.id, b.id);
	delete from core.article_duplicate where article_id = b.id;
	delete from core.article_duplicate t using core.article_url u
	where t.article_id = a.id and u.site_id = t.site_id and u.url = t.url and u.article_id = a.id;
	delete from core.article where id = b.id;
	insert into core.article_moved (id, site_id, key, article_id) values (b.id, b.site_id, b.key, a.id);

	select jsonb_agg(p.value order by p.n) into v_pinned
	from jsonb_array_elements(coalesce(a.marks -> 'pinned', '[]') || coalesce(b.marks -> 'pinned', '[]')) with ordinality p (value, n)
	where p.n <= 3;
	update core.article set version = greatest(a.version, b.version), marks = jsonb_strip_nulls(jsonb_build_object('pinned', v_pinned,
		'featured', nullif(coalesce(a.marks -> 'featured', '[]') || coalesce(b.marks -> 'featured', '[]'), '[]'),
		'locked', nullif(coalesce(a.marks -> 'locked', '[]') || coalesce(b.marks -> 'locked', '[]'), '[]')))
	where id = a.id;
	perform core.article_bump(a.id, b.comment_count, 'state', null);
	perform core.audit_write(core.new_id(), null, 'article_merge', a.id, a.site_id, jsonb_build_object('from', b.id, 'comments', comments),
		json_build_object('key', b.key, 'title', b.title, 'url', b.url));
	outcome := 'ok';
end $$;
