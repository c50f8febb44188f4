-- SPDX-License-Identifier: Apache-2.0
-- Locks the articles where comments of this account are held; returns their ids.
create or replace function core.unverified_articles(p_account uuid) returns uuid[]
language plpgsql
as $$
#variable_conflict use_column
declare
	v_articles uuid[] := array(select distinct c.article_id from core.comment c where c.author_id = p_account and c.state = 'held');
begin
	perform core.articles_lock(v_articles);
	return v_articles;
end $$;
