-- One reader's vote on a comment: 1, -1, or 0 for none. The article's row lock makes the
-- counts exact. Outcomes:
--   ok         {"votes":{up,down}}; nothing moves if the vote was that already
--   not_found  no such comment, or a tombstone
--   forbidden  an own comment
--   sign_in · sanctioned
create or replace function api_1.vote_set(p_viewer bytea, p_article uuid, p_comment uuid, p_value int,
	out outcome text, out version bigint, out body json)
language plpgsql security definer
as $$
#variable_conflict use_column
declare
	a record;
	w core.who;
	c record;
	v_old int;
begin
	select x.state, x.version, x.site_id into a from core.article x where x.id = p_article for no key update;
	w := core.viewer(p_viewer, a.site_id);
	if w.account is null then
		outcome := 'sign_in';
		return;
	elsif a.state is null or a.state = 'hidden' then
		outcome := 'not_found';
		return;
	elsif w.banned then
		outcome := 'sanctioned';
		body := core.sanctioned('ban', w.ban_until);
		return;
	end if;
	select x.author_id, x.up, x.down, coalesce(v.value, 0) as was into c
	from core.comment x
	left join core.vote v on v.article_id = p_article and v.account_id = w.account and v.comment_id = p_comment
	where x.article_id = p_article and x.id = p_comment and x.state = 'published';
	outcome := case when not found then 'not_found' when c.author_id = w.account then 'forbidden' else 'ok' end;
	if outcome <> 'ok' then
		return;
	end if;
	version := a.version;
	v_old := c.was;
	if v_old <> p_value then
		if p_value = 0 then
			delete from core.vote where article_id = p_article and account_id = w.account and comment_id = p_comment;
		else
			insert into core.vote (article_id, account_id, comment_id, value) values (p_article, w.account, p_comment, p_value)
			on conflict (article_id, account_id, comment_id) do update set value = excluded.value;
		end if;
		c.up := c.up + (p_value > 0)::int - (v_old > 0)::int;
		c.down := c.down + (p_value < 0)::int - (v_old < 0)::int;
		update core.comment x set up = c.up, down = c.down, rank_best = core.rank_best(c.up, c.down)
		where x.article_id = p_article and x.id = p_comment;
		version := core.article_bump(p_article, 0, 'votes', p_comment);
	end if;
	body := json_build_object('votes', json_build_object('up', c.up, 'down', c.down));
end $$;
