-- SPDX-License-Identifier: Apache-2.0
-- Marks one notification or notice as read. A discussion whose news are read notifies its follower of the next comment.
-- Outcomes:
--   ok         {article, comment}: where it leads; null for a notice, and for an article or comment that is shown no longer
--   not_found  no such notification of the viewer
--   sign_in
create or replace function api_1.notification_read(p_viewer bytea, p_notification uuid, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	n core.notification;
begin
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	update core.notification set read_at = coalesce(read_at, core.now()) where id = p_notification and account_id = w.account
	returning * into n;
	if not found then
		select r.outcome into outcome from api_1.notice_read(p_viewer, p_notification) r;
		if outcome = 'ok' then
			body := '{"article": null, "comment": null}';
		end if;
		return;
	end if;
	if n.kind = 'follow' then
		update core.follow set waiting = false where article_id = n.article_id and account_id = w.account;
	end if;
	outcome := 'ok';
	select json_build_object('article', a.id, 'comment', c.id) into body
	from (values (1)) x
	left join core.article a on a.id = n.article_id and a.state <> 'hidden'
	left join core.comment c on c.article_id = a.id and c.id = n.comment_id and c.state = 'published';
end $$;
