-- SPDX-License-Identifier: Apache-2.0
-- Deletes articles that were made at first sight p_after seconds ago and have no comment in any state, at most p_max. One
-- with a comment, or that another article was merged into, stays for good. Locked articles are skipped until the next call.
create or replace function core.sweep_first_sights(p_max int, p_after int) returns int
language plpgsql
as $$
#variable_conflict use_column
declare
	v_due uuid[];
	v_gone uuid[];
begin
	v_due := array(select f.article_id from core.first_sight f join core.article a on a.id = f.article_id
		where f.at <= core.now() - make_interval(secs => p_after) order by f.at limit p_max for update of a skip locked);
	-- a statement of its own sees the comments that were written until the lock
	v_gone := array(select d from unnest(v_due) d
		where not exists (select from core.comment c where c.article_id = d)
			and not exists (select from core.article_moved m where m.article_id = d));
	delete from core.first_sight where article_id = any(v_due);
	delete from core.article_url where article_id = any(v_gone);
	delete from core.article_duplicate where article_id = any(v_gone);
	delete from core.journal where article_id = any(v_gone);
	delete from core.follow where article_id = any(v_gone);
	delete from core.article where id = any(v_gone);
	return cardinality(v_gone);
end $$;
