-- Who is told of a decision: the author, when the comment's state changed; the newest 100
-- readers who reported this revision, what came of it.
create or replace function core.notices_decided(c core.comment, p_decision uuid, p_action text, p_state text, p_reason text) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
begin
	if p_state <> c.state then
		insert into core.notice (id, account_id, kind, article_id, comment_id, decision_id, body, created_at)
		values (core.new_id(), c.author_id, case p_state when 'rejected' then 'rejected' else 'restored' end, c.article_id, c.id, p_decision,
			json_build_object('action', p_action, 'automated', false, 'reason', p_reason, 'revision', c.revision), v_now);
	end if;
	insert into core.notice (id, account_id, kind, article_id, comment_id, decision_id, body, created_at)
	select core.new_id(), r.reporter_id, 'report', c.article_id, c.id, p_decision,
		json_build_object('upheld', p_state = 'rejected', 'reason', r.reason, 'revision', c.revision), v_now
	from (select x.reporter_id, x.reason from core.report x
		where x.article_id = c.article_id and x.comment_id = c.id and x.revision = c.revision
			and not exists (select from core.decision d where d.comment_id = c.id and d.id <> p_decision
				and d.action <> 'escalate' and d.at > x.at)
		order by x.reporter_id limit 100) r;
end $$;
