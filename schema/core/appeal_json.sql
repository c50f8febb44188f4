-- SPDX-License-Identifier: Apache-2.0
-- An appeal as its author sees it; with p_desk as moderators see it, with the username of the moderator who decided.
create or replace function core.appeal_json(p core.appeal, p_desk boolean) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	v_json jsonb;
begin
	v_json := jsonb_build_object('id', p.id, 'kind', p.kind, 'subject', p.subject, 'article', p.article_id, 'comment', p.comment_id,
		'decision', p.decision_id, 'sanction', p.sanction_id, 'text', p.text, 'state', p.state,
		'created_at', core.rfc3339(p.made_at), 'decided_at', core.rfc3339(p.decided_at),
		'note', (select x.payload::json ->> 'note' from core.audit_private x where x.entry = p.decided_entry));
	if p_desk then
		v_json := v_json || jsonb_build_object('site', (select s.key from core.site s where s.id = p.site_id),
			'account', (select jsonb_build_object('id', a.id, 'username', a.username) from core.account a where a.id = p.account_id),
			'decided_by', (select jsonb_build_object('id', a.id, 'username', a.username) from core.account a where a.id = p.decided_by),
			'against', case p.kind when 'decision' then (select core.decision_json(d) from core.decision d where d.id = p.decision_id)
				when 'sanction' then (select core.sanction_json(n) from core.sanction n where n.id = p.sanction_id)
				else (select x.body from core.notice x where x.id = p.notice_id) end);
	end if;
	return v_json::json;
end $$;
