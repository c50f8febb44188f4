-- SPDX-License-Identifier: Apache-2.0
-- A moderator pins or features a comment, or locks its thread; null leaves a mark unchanged. Marks are stored with
-- the article, so a page reads nothing more for them.
-- Outcomes:
--   ok          {comment, article, article_version}; as it is now if this entry was written before
--   not_shown   only published comments are pinned or featured, only visible ones locked
--   marks_max   an article has at most 3 pinned, 50 featured and 200 locked comments
--   not_found   no such comment, or of a site that is not the viewer's
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.comment_mark(p_viewer bytea, p_comment uuid, p_locked boolean, p_pinned boolean, p_featured boolean, p_entry uuid,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_marks jsonb;
	v_list jsonb;
	m record;
	a core.article;
	c core.comment;
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'cases') g;
	if outcome <> 'ok' then
		return;
	end if;
	select x.* into a from core.article x where x.id = (select y.article_id from core.comment y where y.id = p_comment) for no key update;
	if not found or not coalesce(a.site_id = any(v_sites), true) then
		outcome := 'not_found';
		return;
	end if;
	select * into c from core.comment x where x.article_id = a.id and x.id = p_comment;
	v_marks := a.marks;
	if exists (select from core.audit x where x.id = p_entry) then
		p_locked := null;
		p_pinned := null;
		p_featured := null;
	end if;
	for m in select * from (values ('locked', p_locked, 200), ('pinned', p_pinned, 3), ('featured', p_featured, 50)) x (kind, wanted, most)
		where wanted is not null loop
		v_list := coalesce(v_marks -> m.kind, '[]') - p_comment::text;
		if m.wanted and (m.kind = 'locked' and not c.visible or m.kind <> 'locked' and c.state <> 'published') then
			outcome := 'not_shown';
			return;
		elsif m.wanted and jsonb_array_length(v_list) >= m.most then
			outcome := 'marks_max';
			return;
		elsif m.wanted then
			v_list := v_list || to_jsonb(p_comment::text);
		end if;
		v_marks := case when v_list = '[]' then v_marks - m.kind else v_marks || jsonb_build_object(m.kind, v_list) end;
	end loop;
	version := a.version;
	if v_marks <> a.marks then
		update core.article set marks = v_marks where id = a.id;
		version := core.article_bump(a.id, 0, 'state', p_comment);
		if p_featured is not null and c.author_id <> w.account then
			insert into core.notification_task (article_id, comment_id, what) values (a.id, p_comment, 'pick');
		end if;
		perform core.audit_write(p_entry, w.account, 'mark', p_comment, a.site_id,
			jsonb_strip_nulls(jsonb_build_object('locked', p_locked, 'pinned', p_pinned, 'featured', p_featured)), null);
	end if;
	body := json_build_object('comment', core.comment_json(c), 'marks', core.comment_marks(v_marks, p_comment),
		'article', a.id, 'article_version', version);
end $$;
