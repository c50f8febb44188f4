-- SPDX-License-Identifier: Apache-2.0
-- The changes of an article after version p_since, for the streams of a worker. The first row has no change; its
-- columns are the article's version and count, the version from which on the following rows are complete, and the age
-- of the newest change in milliseconds. Then a row for each change, in order, with the comment as it is now. complete
-- is above p_since if there are more than p_max changes, if the journal has a hole (a merge, a restore) or does not
-- reach back so far. p_since null: no changes.
-- Outcomes:
--   ok
--   not_found  no such article, or hidden
create or replace function api_1.journal_read(p_article uuid, p_since bigint, p_max int)
returns table (outcome text, version bigint, comments int, complete bigint, age_ms int,
	change text, comment uuid, parent uuid, up int, down int)
language plpgsql stable security definer rows 10 set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	a record;
	v_from bigint;
	v_at timestamptz;
begin
	select x.version, x.comment_count into a from core.article x where x.id = p_article and x.state <> 'hidden';
	if not found then
		return query select 'not_found', null::bigint, null::int, null::bigint, null::int, null::text, null::uuid, null::uuid, null::int, null::int;
		return;
	end if;
	-- the newest changes, as far as their versions follow each other and the limit reaches
	select coalesce(min(n.version) filter (where n.whole) - 1, a.version), max(n.at) into v_from, v_at
	from (
		select j.version, j.at,
			j.version = a.version - dense_rank() over (order by j.version desc) + 1
			and count(*) over (order by j.version desc range unbounded preceding) <= p_max as whole
		from (
			select j.version, j.at from core.journal j where j.article_id = p_article and j.version > p_since
			order by j.version desc, j.seq desc limit p_max + 1
		) j
	) n;
	outcome := 'ok';
	version := a.version;
	comments := a.comment_count;
	complete := v_from;
	age_ms := least(greatest(0, extract(epoch from core.now() - v_at) * 1000), 2000000000)::int;
	return next;
	return query
	select 'ok', j.version, null::int, null::bigint, null::int, j.change, j.comment_id,
		nullif(c.parent_id, p_article), c.up, c.down
	from core.journal j
	left join core.comment c on c.article_id = p_article and c.id = j.comment_id
	where j.article_id = p_article and j.version > greatest(p_since, v_from)
	order by j.version, j.seq;
end $$;
