-- SPDX-License-Identifier: Apache-2.0
-- What the viewer is to hear: notifications and notices in one list, newest first; banned accounts may read it. A notice
-- has its kind and no more here (core.notice_json() has its statement). p_at_id: entries below this id. p_replies: only
-- answers to the viewer's comments.
-- Outcomes:
--   ok  {notifications, unread, next}: each {id, kind, notice, article, title, comment, from, text, created_at, read_at};
--       comment, from and text are null if the comment is shown no longer, or for a notice; title also if the article is
--       hidden. unread: core.unread(); next is an id or null
--   sign_in
create or replace function api_1.notification_list(p_viewer bytea, p_replies boolean, p_limit int, p_at_id uuid,
	out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_items json[];
	v_n int;
	v_next uuid;
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	outcome := 'ok';
	v_items := array(
		select json_build_object('id', x.id, 'kind', x.kind, 'notice', x.notice, 'article', a.id, 'title', a.title, 'comment', c.id,
			'from', case when c.id is not null and x.kind <> 'pick' then json_build_object('id', c.author_id, 'username', c.author_name) end,
			'text', left(c.body, 2000), 'created_at', core.rfc3339(x.created_at), 'read_at', core.rfc3339(x.read_at))
		from (
			select y.* from (
				(select n.id, n.kind, n.article_id, n.comment_id, n.created_at, n.read_at, false as notice
				from core.notification n where n.account_id = w.account and n.id < p_at_id and (not p_replies or n.kind = 'reply')
				order by n.id desc limit p_limit + 1)
				union all
				(select n.id, n.kind, n.article_id, n.comment_id, n.created_at, n.read_at, true
				from core.notice n where n.account_id = w.account and n.id < p_at_id and not p_replies
				order by n.id desc limit p_limit + 1)) y
			order by y.id desc limit p_limit + 1) x
		left join core.article a on a.id = x.article_id and a.state <> 'hidden'
		left join core.comment c on c.article_id = a.id and c.id = x.comment_id and c.state = 'published' and not x.notice
		order by x.id desc);
	v_n := core.fit_count(v_items[1:p_limit]);
	if cardinality(v_items) > v_n then
		v_next := (v_items[v_n] ->> 'id')::uuid;
	end if;
	body := json_build_object('notifications', to_json(v_items[1:v_n]), 'unread', core.unread(w.account), 'next', v_next);
end $$;
