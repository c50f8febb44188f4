-- A comment's Markdown, for its author and for who may moderate or audit the site. Outcomes:
--   ok         {body, revision, editable_until}; null when it cannot be edited any more
--   not_found  no such comment, or hidden from the asker, or its text was erased
--   forbidden  another's, published
--   sign_in
create or replace function api_1.comment_source(p_viewer bytea, p_article uuid, p_comment uuid, p_window int,
	out outcome text, out version bigint, out body json)
language plpgsql stable security definer
as $$
#variable_conflict use_column
declare
	a record;
	w core.who;
	c core.comment;
	v_until timestamptz;
begin
	select x.state, x.version, x.site_id into a from core.article x where x.id = p_article;
	w := core.viewer(p_viewer, a.site_id);
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	select * into c from core.comment x where x.article_id = p_article and x.id = p_comment;
	-- the banned read their own data only
	if c.id is null or c.text_erased_at is not null then
		outcome := 'not_found';
	elsif c.author_id <> w.account and (w.rank < 2 or w.banned) then
		outcome := case when c.state = 'published' and a.state <> 'hidden' then 'forbidden' else 'not_found' end;
	else
		v_until := c.created_at + make_interval(secs => p_window);
		outcome := 'ok';
		version := a.version;
		body := json_build_object('body', c.body, 'revision', c.revision, 'editable_until',
			case when c.author_id = w.account and c.state in ('published', 'held') and a.state in ('open', 'premoderated')
				and v_until >= core.now() then core.rfc3339(v_until) end);
	end if;
end $$;
