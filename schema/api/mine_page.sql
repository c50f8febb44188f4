-- SPDX-License-Identifier: Apache-2.0
-- The overlay of a discussion page: mine() with votes and reports of the comments on the page, but the newest own
-- held and rejected comments of the whole thread, which are on no page: at most 50 that fit an eighth of an answer.
-- p_ids null: votes and reports as mine(), the newest 500 of each.
-- news: at most 50 unread notifications about this article: those about comments of p_ids (null: about all), and those about
-- new comments of the followed discussion, whose comment is null.
-- Outcomes:
--   ok         as mine(), and site: its key; news: [{id, comment}], newest first
--   not_found  no such article, or hidden
--   sign_in
create or replace function api_1.mine_page(p_viewer bytea, p_article uuid, p_ids uuid[], p_verify text default 'nothing', p_terms text default null, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_items json[];
	v_account uuid;
begin
	select m.outcome, m.version, m.body into outcome, version, body from api_1.mine(p_viewer, p_article, p_ids, '00000000-0000-0000-0000-000000000000', p_verify, p_terms) m; -- its comments are replaced below
	if outcome <> 'ok' then
		return;
	end if;
	v_account := (body -> 'account' ->> 'id')::uuid; -- not in the query below, where body is a comment's column
	v_items := array(select core.own_comment_json(c)
		from (select x.* from core.comment x
			where x.article_id = p_article and x.author_id = v_account and x.state in ('held', 'rejected')
			order by x.id desc limit 50) c
		order by c.id desc);
	body := json_build_object('votes', body -> 'votes', 'reports', body -> 'reports', 'comments', to_json(v_items[1:core.fit_count(v_items, 0.125)]),
		'next', null, 'account', body -> 'account', 'unread', body -> 'unread', 'follows', body -> 'follows',
		'muted', body -> 'muted', 'restriction', body -> 'restriction',
		'news', (select coalesce(json_agg(json_build_object('id', n.id, 'comment', n.comment)), '[]') from (
			select x.id, case when x.kind <> 'follow' then x.comment_id end as comment from core.notification x
			where x.account_id = v_account and x.article_id = p_article and x.read_at is null
				and (p_ids is null or x.kind = 'follow' or x.comment_id = any(p_ids))
			order by x.id desc limit 50) n),
		'site', (select s.key from core.article a join core.site s on s.id = a.site_id where a.id = p_article));
end $$;
