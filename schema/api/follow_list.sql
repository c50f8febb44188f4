-- SPDX-License-Identifier: Apache-2.0
-- The discussions that the viewer follows, newest article first. p_at_id: articles below this id.
-- Outcomes:
--   ok  {follows, next}: each {article, title, comment_count, unread, at}; unread: an unread notification tells of new
--       comments; next is an id or null
--   sign_in
create or replace function api_1.follow_list(p_viewer bytea, p_limit int, p_at_id uuid, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_items json[];
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	outcome := 'ok';
	v_items := array(
		select json_build_object('article', a.id, 'title', a.title, 'comment_count', a.comment_count, 'unread', f.waiting, 'at', core.rfc3339(f.at))
		from core.follow f join core.article a on a.id = f.article_id and a.state <> 'hidden'
		where f.account_id = w.account and f.follows and f.article_id < p_at_id
		order by f.article_id desc limit p_limit + 1);
	body := json_build_object('follows', to_json(v_items[1:p_limit]),
		'next', case when cardinality(v_items) > p_limit then v_items[p_limit] ->> 'article' end);
end $$;
