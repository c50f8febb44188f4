-- The case object; for a comment that has none, version 0 and state none. Signals: the rules'
-- hits and the newest 100 reports, oldest first, without reporters. priority is as of now:
-- weight, and one more for every half-life of waiting. Null: no such comment.
create or replace function core.case_json(p_comment uuid) returns json
language plpgsql stable
as $$
#variable_conflict use_column
declare
	c core.comment;
	f core.case_file;
	v_article json;
	v_signals json;
	v_claim json;
	v_now timestamptz := core.now();
begin
	select * into c from core.comment x where x.id = p_comment;
	if not found then
		return null;
	end if;
	select * into f from core.case_file x where x.comment_id = p_comment;
	select json_build_object('id', a.id, 'title', a.title, 'url', a.url) into v_article
	from core.article a where a.id = c.article_id;
	select coalesce(json_agg(json_build_object('kind', s.kind, 'reason', s.reason, 'detail', s.detail, 'spans', s.spans,
		'rule', s.rule, 'revision', s.revision, 'at', core.rfc3339(s.at)) order by s.at, s.rule), '[]')
	into v_signals
	from (
		(select 'rule' as kind, x.reason, x.detail, x.spans, x.rule, x.revision, x.at from core.signal x
		where x.article_id = c.article_id and x.comment_id = c.id
		order by x.id desc limit 100)
		union all
		(select 'report', x.reason, x.detail, '[]', null, x.revision, x.at from core.report x
		where x.article_id = c.article_id and x.comment_id = c.id
		order by x.revision desc, x.at desc limit 100)
	) s;
	if f.claimed_until > v_now then
		select json_build_object('by', json_build_object('id', a.id, 'username', a.username), 'until', core.rfc3339(f.claimed_until))
		into v_claim from core.account a where a.id = f.claimed_by;
	end if;
	return json_build_object('case', c.id, 'article', v_article, 'comment', core.comment_json(c),
		'author', json_build_object('id', c.author_id, 'username', c.author_name, 'role', c.author_role, 'record', core.record_json(c.author_id)),
		'signals', v_signals,
		'priority', coalesce(round((f.priority + extract(epoch from case f.state when 'open' then v_now else f.opened_at end) / 21600)::numeric, 3), 0),
		'opened_at', core.rfc3339(f.opened_at), 'claim', v_claim,
		'version', coalesce(f.version, 0), 'state', coalesce(f.state, 'none'));
end $$;
