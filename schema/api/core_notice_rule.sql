-- The statement of reasons for a comment that a rule rejected without a human.
create or replace function core.notice_rule(c core.comment, p_hits jsonb) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
	insert into core.notice (id, account_id, kind, article_id, comment_id, body, created_at)
	select core.new_id(), c.author_id, 'rejected', c.article_id, c.id,
		json_build_object('action', 'reject', 'automated', true, 'reason', coalesce(h ->> 'reason', 'other'), 'rule', h ->> 'rule', 'revision', c.revision),
		core.now()
	from jsonb_array_elements(p_hits) h where h ->> 'outcome' = 'reject' limit 1;
end $$;
