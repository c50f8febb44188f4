-- Views of one's own cases and of those that wait for a second moderator, and a limit to what one holds.
drop function if exists core.view_sql(text);
drop function if exists api_1.claim_next(bytea, text, uuid, int, int);
drop index core.case_claimed;
create index case_mine on core.case_file (claimed_by, priority, comment_id) where state = 'open' and claimed_by is not null;
create index case_proposed on core.case_file (priority, comment_id) where state = 'open' and proposal is not null;
-- half a decision on a text that has been edited since
update core.case_file f set proposal = null
where f.proposal is not null and not exists (select from core.comment c where c.article_id = f.article_id and c.id = f.comment_id
	and c.revision = (f.proposal ->> 'revision')::int);
