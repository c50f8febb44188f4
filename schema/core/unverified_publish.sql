-- SPDX-License-Identifier: Apache-2.0
-- Publishes the comments of an account that waited for a verified address only: those without an open case. The calling
-- function has locked p_articles before the account; articles of comments that were written since are locked here.
-- Returns {id: version} of the articles.
create or replace function core.unverified_publish(p_account uuid, p_articles uuid[]) returns json
language plpgsql
as $$
#variable_conflict use_column
declare
	v_articles constant uuid[] := p_articles || core.unverified_articles(p_account);
	c core.comment;
begin
	for c in select x.* from core.comment x
		where x.author_id = p_account and x.state = 'held' and x.article_id = any(v_articles)
			and exists (select from core.signal s where s.article_id = x.article_id and s.comment_id = x.id and s.rule = 'unverified')
			and not exists (select from core.case_file f where f.comment_id = x.id and f.state = 'open')
		order by x.article_id, x.id
	loop
		perform core.comment_move(c, 'published');
	end loop;
	return (select coalesce(json_object_agg(x.id, x.version), '{}') from core.article x where x.id = any(v_articles));
end $$;
