-- SPDX-License-Identifier: Apache-2.0
-- The viewer's own part of a thread. votes and reports: of p_ids, or the newest 500. comments: the viewer's held and
-- rejected ones with reasons, of p_ids or all, newest first, at most 50 that fit an answer. p_at_id: comments below
-- this id.
-- Outcomes:
--   ok         {votes, reports, comments, next, account, unread, follows, muted, restriction}: next is an id or
--              null; unread as core.unread(); follows: the viewer follows the discussion; muted: accounts that the viewer
--              muted, authors of p_ids or the newest 500; restriction as core.restriction()
--   not_found  no such article, or hidden
--   sign_in
create or replace function api_1.mine(p_viewer bytea, p_article uuid, p_ids uuid[], p_at_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff',
	p_verify text default 'nothing', p_terms text default null, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	a record;
	w core.viewer_state;
	v_votes json;
	v_reports json;
	v_rows core.comment[];
	v_items json[];
	v_n int;
begin
	select x.version, x.site_id, x.state, x.slow, x.closes_at, s.settings ->> 'mode' as mode into a
	from core.article x join core.site s on s.id = x.site_id
	where x.id = p_article and x.state <> 'hidden';
	w := core.viewer(p_viewer, a.site_id);
	outcome := case when w.account is null then 'sign_in' when a.version is null then 'not_found' else 'ok' end;
	if outcome <> 'ok' then
		return;
	end if;
	version := a.version;
	if p_ids is not null then
		select json_object_agg(v.comment_id, v.value) into v_votes
		from core.vote v
		where v.article_id = p_article and v.account_id = w.account and v.comment_id = any(p_ids);
		select json_agg(distinct r.comment_id) into v_reports
		from core.report r
		where r.article_id = p_article and r.reporter_id = w.account and r.comment_id = any(p_ids);
	else
		select json_object_agg(v.comment_id, v.value) into v_votes
		from (select x.comment_id, x.value from core.vote x
			where x.article_id = p_article and x.account_id = w.account
			order by x.comment_id desc limit 500) v;
		select json_agg(distinct r.comment_id) into v_reports
		from (select x.comment_id from core.report x
			where x.article_id = p_article and x.reporter_id = w.account
			order by x.comment_id desc limit 500) r;
	end if;
	select array_agg(y.c) into v_rows
	from (select x as c from core.comment x
		where x.article_id = p_article and x.author_id = w.account and x.state in ('held', 'rejected') and x.id < p_at_id
			and (p_ids is null or x.id = any(p_ids))
		order by x.id desc limit 51) y;
	v_items := array(select core.own_comment_json(c) from unnest(v_rows[1:50]) c order by c.id desc);
	v_n := core.fit_count(v_items, 0.9); -- the rest is for votes and reports
	body := json_build_object('votes', coalesce(v_votes, '{}'), 'reports', coalesce(v_reports, '[]'),
		'comments', to_json(v_items[1:v_n]), 'next', case when cardinality(v_rows) > v_n then v_rows[v_n].id end,
		'account', json_build_object('id', w.account, 'username', w.name, 'role', core.rank_role(w.rank)),
		'unread', core.unread(w.account),
		'follows', exists (select from core.follow f where f.article_id = p_article and f.account_id = w.account and f.follows),
		'muted', core.muted_json(w.account, p_article, p_ids),
		'restriction', core.restriction(w, p_article, a.site_id, a.state, a.mode, a.closes_at, a.slow, p_verify, p_terms));
end $$;
