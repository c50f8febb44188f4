-- SPDX-License-Identifier: Apache-2.0
-- Gives an article that was made at first sight the newspaper's own key, address and title: a page may have said another
-- title, and the sweep does not delete it any more. False: the article was not made so, or has its key already.
create or replace function core.first_sight_take_over(p_article uuid, p_key text, p_url text, p_title text) returns boolean
language plpgsql
as $$
#variable_conflict use_column
begin
	update core.article set key = p_key, url = p_url, title = p_title where id = p_article and key = 'first-sight:' || p_article;
	if not found then
		return false;
	end if;
	delete from core.first_sight where article_id = p_article;
	perform core.article_bump(p_article, 0, 'state', null);
	return true;
end $$;
