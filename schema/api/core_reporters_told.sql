-- What came of their reports, and nothing about the author, to every reader whose report was undecided,
-- be it about an earlier revision; a reader hears once, of the newest one they reported. p_again: also those
-- who heard of an earlier decision on this revision. p_decision null: it was not decided. A thousand at most, those of
-- the newest revision first: they are told while others wait for the article.
create or replace function core.reporters_told(c core.comment, p_site uuid, p_decision uuid, p_body jsonb, p_again boolean) returns void
language plpgsql
as $$
#variable_conflict use_column
declare
	v_since timestamptz := core.decided_before(c.id, p_decision);
begin
	insert into core.notice (id, account_id, kind, site_id, article_id, comment_id, decision_id, body, created_at)
	select core.new_id(), x.reporter_id, 'report', p_site, c.article_id, c.id, p_decision,
		(p_body || jsonb_build_object('reason', x.reason, 'revision', x.revision))::json, core.now()
	from (select distinct on (r.reporter_id) r.reporter_id, r.reason, r.revision from core.report r
		where r.article_id = c.article_id and r.comment_id = c.id and r.weight > 0 -- the reader's first of a revision
			and (r.at > v_since or p_again and r.revision = c.revision)
		order by r.reporter_id, r.revision desc) x
	order by x.revision desc, x.reporter_id
	limit 1000;
end $$;
