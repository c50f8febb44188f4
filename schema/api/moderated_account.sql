-- An account as its moderators see it: record, sanctions, notes, and the newest decisions,
-- comments and appeals, of the sites the asker may see. Outcomes:
--   ok {account, roles, record, sanctions, decisions, appeals, comments, notes, related} · not_found · sign_in · forbidden · sanctioned
create or replace function api_1.moderated_account(p_viewer bytea, p_account uuid, out outcome text, out version bigint, out body json)
language plpgsql stable security definer
as $$
#variable_conflict use_column
declare
	v_sites uuid[];
	v_account json;
	v_roles json;
	v_sanctions json;
	v_decisions json;
	v_appeals json;
	v_comments json;
	v_notes json;
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk(core.viewer(p_viewer, null), 2) g;
	if outcome <> 'ok' then
		return;
	end if;
	select json_build_object('id', a.id, 'username', a.username, 'state', a.state, 'created_at', core.rfc3339(a.created_at),
		'role', core.rank_role(coalesce((select max(core.role_rank(r.role)) from core.role r
			where r.account_id = a.id and (v_sites is null or r.site_id is null or r.site_id = any(v_sites))), 0)))
	into v_account from core.account a where a.id = p_account;
	if not found then
		outcome := 'not_found';
		return;
	end if;
	select json_agg(json_build_object('role', r.role, 'site', s.key) order by s.key nulls first) into v_roles
	from core.role r left join core.site s on s.id = r.site_id
	where r.account_id = p_account and (v_sites is null or r.site_id is null or r.site_id = any(v_sites));
	-- a sanction of all sites concerns every moderator
	select json_agg(core.sanction_json(n) order by (n).id desc) into v_sanctions
	from (select x from core.sanction x where x.account_id = p_account
		and (v_sites is null or x.site_id is null or x.site_id = any(v_sites)) order by x.id desc limit 100) y (n);
	select json_agg(core.decision_json(d) order by (d).id desc) into v_decisions
	from (select x from core.decision x where x.author_id = p_account
		and (v_sites is null or x.site_id = any(v_sites)) order by x.id desc limit 50) y (d);
	select json_agg(json_build_object('id', p.id, 'kind', p.kind, 'subject', p.subject, 'case', p.comment_id, 'state', p.state,
		'created_at', core.rfc3339(p.made_at)) order by p.id desc) into v_appeals
	from (select x.* from core.appeal x where x.account_id = p_account
		and (v_sites is null or x.site_id = any(v_sites)) order by x.id desc limit 50) p;
	select json_agg(json_build_object('article', (c).article_id, 'comment', core.comment_json(c)) order by (c).id desc) into v_comments
	from (select z.c from unnest(array['published', 'held', 'rejected', 'withdrawn']) s (state)
		cross join lateral (select x as c from core.comment x join core.article a on a.id = x.article_id
			where x.author_id = p_account and x.state = s.state and (v_sites is null or a.site_id = any(v_sites))
			order by x.id desc limit 20) z
		order by (z.c).id desc limit 20) y (c);
	select json_agg(json_build_object('id', m.id, 'text', m.text, 'created_at', core.rfc3339(m.at),
		'by', (select json_build_object('id', a.id, 'username', a.username) from core.account a where a.id = m.moderator_id)) order by m.id desc) into v_notes
	from (select x.* from core.account_note x where x.account_id = p_account
		and (v_sites is null or x.site_id is null or x.site_id = any(v_sites)) order by x.id desc limit 100) m;
	body := json_build_object('account', v_account, 'roles', coalesce(v_roles, '[]'), 'record', core.record_json(p_account, v_sites), 'sanctions', coalesce(v_sanctions, '[]'),
		'decisions', coalesce(v_decisions, '[]'), 'appeals', coalesce(v_appeals, '[]'), 'comments', coalesce(v_comments, '[]'),
		'notes', coalesce(v_notes, '[]'),
		'related', core.related_json(p_account, core.related_days(), v_sites));
end $$;
