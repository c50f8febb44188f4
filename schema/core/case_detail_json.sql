-- SPDX-License-Identifier: Apache-2.0
-- One case as its own page shows it: the case object, and details too expensive for lists; notices of
-- illegal content with their notifiers (core.illegal_notifiers()). parent: the comment that
-- it answers, null at top level. escalation: the last one with its note, while the case is escalated. revisions: the
-- newest 20 former texts with signals or reports, oldest first, that fit a quarter of core.page_max(); an erased text
-- is null. messages: those that the site saved in the author's language. reason_titles: see core.reason_titles(). last, removed and precedents: see
-- core.case_history_json().
create or replace function core.case_detail_json(p_comment uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	c core.comment;
	v_parent json;
	v_escalation json;
	v_revisions json[];
	v_case jsonb;
	v_site uuid;
	v_language text;
begin
	select * into c from core.comment x where x.id = p_comment;
	select a.site_id into v_site from core.article a where a.id = c.article_id;
	select a.language into v_language from core.account a where a.id = c.author_id;
	select json_build_object('id', p.id, 'author', json_build_object('id', p.author_id, 'username', p.author_name, 'role', p.author_role),
		'state', p.state, 'body', case when p.text_erased_at is null then p.body end)
	into v_parent
	from core.comment p where p.article_id = c.article_id and p.id = c.parent_id;
	select json_build_object('by', json_build_object('id', a.id, 'username', a.username), 'at', core.rfc3339(d.at),
		'note', (select p.payload::json ->> 'note' from core.audit_private p where p.entry = d.id))
	into v_escalation
	from core.case_file f
	join core.decision d on d.comment_id = f.comment_id and d.action = 'escalate' and d.undone_at is null
	join core.account a on a.id = d.moderator_id
	where f.comment_id = c.id and f.state = 'open' and f.escalated
	order by d.id desc limit 1;
	v_revisions := array(select json_build_object('revision', x.revision, 'body', x.body, 'created_at', core.rfc3339(x.made_at))
	from (select r.revision, case when r.text_erased_at is null then r.body end as body, r.made_at from core.comment_revision r
		where r.article_id = c.article_id and r.comment_id = c.id
			and (exists (select from core.signal s where s.article_id = c.article_id and s.comment_id = c.id and s.revision = r.revision)
				or exists (select from core.report p where p.article_id = c.article_id and p.comment_id = c.id and p.revision = r.revision)
				or exists (select from core.illegal_notice i where i.comment_id = c.id and i.revision = r.revision))
		order by r.revision desc limit 20) x
	order by x.revision desc);
	v_revisions := v_revisions[1:core.fit_count(v_revisions, 0.25)];
	v_case := core.case_json(p_comment)::jsonb;
	return (v_case || core.case_history_json(c, v_site)
		|| jsonb_build_object('notices', core.illegal_notifiers(p_comment, v_case -> 'notices'), 'parent', v_parent, 'escalation', v_escalation,
		'messages', core.saved_messages(v_site, v_language), 'reason_titles', core.reason_titles(v_site, v_language),
		'revisions', (select coalesce(json_agg(r.item order by r.n desc), '[]') from unnest(v_revisions) with ordinality r (item, n))))::json;
end $$;
