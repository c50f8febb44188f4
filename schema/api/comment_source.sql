-- SPDX-License-Identifier: Apache-2.0
-- A comment's Markdown, for its author and for moderators and auditors of the site.
-- Outcomes:
--   ok         {body, revision, site, editable_until, restriction}: editable_until is null if it cannot be edited any
--              more; restriction is null, or why its author cannot edit it: as core.restriction(), or of kind
--              locked, not_editable or edit_window
--   not_found  no such comment, or hidden from the viewer, or its text was erased
--   forbidden  another author's published comment
--   sign_in
create or replace function api_1.comment_source(p_viewer bytea, p_article uuid, p_comment uuid, p_window int,
	out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	a record;
	w core.viewer_state;
	c core.comment;
	v_until timestamptz;
	v_restriction json;
begin
	select x.state, x.version, x.site_id, x.closes_at, x.marks, s.key as site, s.settings ->> 'mode' as mode into a
	from core.article x join core.site s on s.id = x.site_id
	where x.id = p_article;
	w := core.viewer(p_viewer, a.site_id);
	if w.account is null then
		outcome := 'sign_in';
		return;
	end if;
	select * into c from core.comment x where x.article_id = p_article and x.id = p_comment;
	-- banned accounts read their own data only
	if c.id is null or c.text_erased_at is not null then
		outcome := 'not_found';
	elsif c.author_id <> w.account and (w.rank < 2 or w.banned) then
		outcome := case when c.state = 'published' and a.state <> 'hidden' then 'forbidden' else 'not_found' end;
	else
		v_until := c.created_at + make_interval(secs => p_window);
		if c.author_id = w.account then
			v_restriction := core.restriction(w, p_article, a.site_id, a.state, a.mode, a.closes_at, 0);
			if v_restriction is not null and v_restriction ->> 'kind' <> 'premoderate' then
				v_until := null;
			elsif a.marks ? 'locked' and core.thread_locked(p_article, a.marks, p_comment) then
				v_restriction := json_build_object('kind', 'locked');
				v_until := null;
			elsif c.state in ('rejected', 'withdrawn') or a.state = 'hidden' then
				v_restriction := json_build_object('kind', 'not_editable');
				v_until := null;
			elsif v_until < core.now() then
				v_restriction := json_build_object('kind', 'edit_window', 'until', core.rfc3339(v_until));
				v_until := null;
			end if;
		end if;
		outcome := 'ok';
		version := a.version;
		body := json_build_object('body', c.body, 'revision', c.revision, 'site', a.site,
			'editable_until', case when c.author_id = w.account then core.rfc3339(v_until) end, 'restriction', v_restriction);
	end if;
end $$;
