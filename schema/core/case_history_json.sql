-- SPDX-License-Identifier: Apache-2.0
-- What went before a case. last: the newest decision about the comment. removed: the author's newest three rejected
-- comments on the site, each cut to 300 characters. precedents: the newest three decisions about other comments of the
-- author for a reason that this case's reports and hits name. Both look at the author's newest 100 only.
create or replace function core.case_history_json(c core.comment, p_site uuid) returns jsonb
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_removed json;
	v_precedents json;
begin
	select coalesce(json_agg(json_build_object('case', x.id, 'body', case when x.text_erased_at is null then left(x.body, 300) end,
		'reason', x.reason, 'at', core.rfc3339(x.at)) order by x.id desc), '[]')
	into v_removed
	from (select o.id, o.body, o.text_erased_at, coalesce(o.state_changed_at, o.created_at) as at,
			(select d.reason from core.decision d where d.comment_id = o.id and d.state_after = 'rejected' order by d.id desc limit 1) as reason
		from (select y.* from core.comment y where y.author_id = c.author_id and y.state = 'rejected' order by y.id desc limit 100) o
		join core.article a on a.id = o.article_id and a.site_id = p_site
		where o.id <> c.id order by o.id desc limit 3) x;

	select coalesce(json_agg(json_build_object('case', x.comment_id, 'action', x.action, 'reason', x.reason,
		'by', json_build_object('id', a.id, 'username', a.username), 'at', core.rfc3339(x.at)) order by x.id desc), '[]')
	into v_precedents
	from (select d.* from (select y.* from core.decision y where y.author_id = c.author_id order by y.id desc limit 100) d
		where d.site_id = p_site and d.comment_id <> c.id and d.undone_at is null and d.reason = any(array(
			select s.reason from core.signal s where s.article_id = c.article_id and s.comment_id = c.id
			union select r.reason from core.report r where r.article_id = c.article_id and r.comment_id = c.id))
		order by d.id desc limit 3) x
	left join core.account a on a.id = x.moderator_id;
	return jsonb_build_object('last', core.last_decision_json(c.id), 'removed', v_removed, 'precedents', v_precedents);
end $$;
