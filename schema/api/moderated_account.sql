-- SPDX-License-Identifier: Apache-2.0
-- An account as moderators see it: record, and the newest sanctions, decisions, appeals, comments and notes of the
-- viewer's sites, each as many as fit its part of an answer. p_list, p_at_id: that list starts below this id.
-- Outcomes:
--   ok          {account, names, roles, record, sanctions, decisions, appeals, comments, notes, related, next}: next has
--               an id or null for each list; names are former ones; a comment has the title of its article and
--               the version of its case, 0 without one
--   not_found   no such account
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden
create or replace function api_1.moderated_account(p_viewer bytea, p_account uuid, p_list text default null, p_at_id uuid default null, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_sites uuid[];
	v_account json;
	v_end constant uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid;
	v_sanctions json[];
	v_decisions json[];
	v_appeals json[];
	v_comments json[];
	v_notes json[];
	v_shown int[];
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(core.viewer(p_viewer, null), 2) g;
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
	-- every moderator sees a sanction on all sites
	v_sanctions := array(select core.sanction_json(n)
		from (select x from core.sanction x where x.account_id = p_account and x.id < case p_list when 'sanctions' then p_at_id else v_end end
			and (v_sites is null or x.site_id is null or x.site_id = any(v_sites)) order by x.id desc limit 101) y (n) order by (n).id desc);
	v_decisions := array(select core.decision_json(d)
		from (select x from core.decision x where x.author_id = p_account and x.id < case p_list when 'decisions' then p_at_id else v_end end
			and (v_sites is null or x.site_id = any(v_sites)) order by x.id desc limit 51) y (d) order by (d).id desc);
	v_appeals := array(select json_build_object('id', p.id, 'kind', p.kind, 'subject', p.subject, 'case', p.comment_id, 'state', p.state,
			'created_at', core.rfc3339(p.made_at))
		from (select x.* from core.appeal x where x.account_id = p_account and x.id < case p_list when 'appeals' then p_at_id else v_end end
			and (v_sites is null or x.site_id = any(v_sites)) order by x.id desc limit 51) p order by p.id desc);
	v_comments := array(select json_build_object('article', (c).article_id, 'title', (select a.title from core.article a where a.id = (c).article_id),
			'version', coalesce((select f.version from core.case_file f where f.comment_id = (c).id), 0), 'comment', core.comment_json(c))
		from (select z.c from unnest(array['published', 'held', 'rejected', 'withdrawn']) s (state)
			cross join lateral (select x as c from core.comment x join core.article a on a.id = x.article_id
				where x.author_id = p_account and x.state = s.state and x.id < case p_list when 'comments' then p_at_id else v_end end
					and (v_sites is null or a.site_id = any(v_sites))
				order by x.id desc limit 21) z
			order by (z.c).id desc limit 21) y (c) order by (c).id desc);
	v_notes := array(select json_build_object('id', m.id, 'text', m.text, 'created_at', core.rfc3339(m.at),
			'by', (select json_build_object('id', a.id, 'username', a.username) from core.account a where a.id = m.moderator_id))
		from (select x.* from core.account_note x where x.account_id = p_account and x.id < case p_list when 'notes' then p_at_id else v_end end
			and (v_sites is null or x.site_id is null or x.site_id = any(v_sites)) order by x.id desc limit 101) m order by m.id desc);
	v_shown := array[least(core.fit_count(v_sanctions, 0.2), 100), least(core.fit_count(v_decisions, 0.2), 50), least(core.fit_count(v_appeals, 0.1), 50),
		least(core.fit_count(v_comments, 0.3), 20), least(core.fit_count(v_notes, 0.2), 100)];
	body := json_build_object('account', v_account, 'names', (select coalesce(json_agg(json_build_object('username', n.username,
			'changed_at', core.rfc3339(n.changed_at)) order by n.id desc), '[]')
			from (select x.* from core.account_name x where x.account_id = p_account order by x.id desc limit 50) n), 'roles', core.roles_json(p_account, v_sites), 'record', core.record_json(p_account, v_sites),
		'sanctions', to_json(v_sanctions[:v_shown[1]]), 'decisions', to_json(v_decisions[:v_shown[2]]), 'appeals', to_json(v_appeals[:v_shown[3]]),
		'comments', to_json(v_comments[:v_shown[4]]), 'notes', to_json(v_notes[:v_shown[5]]),
		'related', core.related_json(p_account, core.related_days(), v_sites),
		'next', json_build_object(
			'sanctions', case when cardinality(v_sanctions) > v_shown[1] then v_sanctions[v_shown[1]] ->> 'id' end,
			'decisions', case when cardinality(v_decisions) > v_shown[2] then v_decisions[v_shown[2]] ->> 'id' end,
			'appeals', case when cardinality(v_appeals) > v_shown[3] then v_appeals[v_shown[3]] ->> 'id' end,
			'comments', case when cardinality(v_comments) > v_shown[4] then v_comments[v_shown[4]] #>> '{comment,id}' end,
			'notes', case when cardinality(v_notes) > v_shown[5] then v_notes[v_shown[5]] ->> 'id' end));
end $$;
