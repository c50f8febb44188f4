-- The overlay of a page of the discussion: mine's votes and reports for the comments that
-- stand on it, but the newest 50 own held and rejected comments of the whole thread, since
-- those stand on no page. Outcomes: as mine
create or replace function api_1.mine_page(p_viewer bytea, p_article uuid, p_ids uuid[], out outcome text, out version bigint, out body json)
language plpgsql stable security definer
as $$
#variable_conflict use_column
declare
	v_comments json;
	v_account uuid;
begin
	select m.outcome, m.version, m.body into outcome, version, body from api_1.mine(p_viewer, p_article, p_ids) m;
	if outcome <> 'ok' then
		return;
	end if;
	v_account := (body -> 'account' ->> 'id')::uuid; -- not in the query below: a comment has a body too
	select coalesce(json_agg(core.mine_json(c) order by c.id desc), '[]') into v_comments
	from (select x.* from core.comment x
		where x.article_id = p_article and x.author_id = v_account and x.state in ('held', 'rejected')
		order by x.id desc limit 50) c;
	body := json_build_object('votes', body -> 'votes', 'reports', body -> 'reports', 'comments', v_comments,
		'next', null, 'account', body -> 'account', 'restriction', body -> 'restriction');
end $$;
