-- SPDX-License-Identifier: Apache-2.0
-- Sets readers' votes, many in one call: 1, -1, or 0 for none. A row for each vote in their order. Articles are
-- locked in order, so counts are exact. All votes on one comment change its counts once, and all on one article raise
-- its version once. Of a reader's votes on one comment the last counts. Each outcome is as if its vote had come
-- alone.
-- Outcomes:
--   ok          {votes}: {up, down} after all votes; unchanged if the vote was the same
--   not_found   no such comment, or not published
--   forbidden   an own comment
--   sanctioned  {kind, until}: a ban
--   sign_in
create or replace function api_1.votes_set(p_viewers bytea[], p_articles uuid[], p_comments uuid[], p_values int[])
returns table (outcome text, version bigint, body json)
language plpgsql security definer rows 10 set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_now timestamptz := core.now();
begin
	perform 1 from core.article x where x.id = any(p_articles) order by x.id for no key update;
	return query
	with judged as materialized (
		select u.n, u.article, u.comment, u.value, p.id as account, b.until, a.version, c.up, c.down, coalesce(v.value, 0) as was,
			case when p.id is null then 'sign_in'
				when a.state is null or a.state = 'hidden' then 'not_found'
				when b.until is not null then 'sanctioned'
				when c.id is null then 'not_found'
				when c.author_id = p.id then 'forbidden'
				else 'ok' end as outcome
		from unnest(p_viewers, p_articles, p_comments, p_values) with ordinality u (viewer, article, comment, value, n)
		left join core.article a on a.id = u.article
		-- the part of core.viewer() that is needed: its other columns would double the cost
		left join core.session s on s.token = substring(u.viewer from 1 for 32) and s.expires_at > v_now and not s.pending
		left join core.account p on p.id = s.account_id and p.state = 'active'
		left join lateral (
			select max(n.until) as until from core.sanction n
			where n.account_id = p.id and n.kind = 'ban' and n.lifted_at is null and n.until > v_now
				and (n.site_id is null or n.site_id = a.site_id)
		) b on true
		left join core.comment c on c.article_id = u.article and c.id = u.comment and c.state = 'published'
		left join core.vote v on v.article_id = u.article and v.account_id = p.id and v.comment_id = u.comment
	), cast_now as materialized (
		select distinct on (j.article, j.comment, j.account) j.article, j.comment, j.account, j.value, j.was
		from judged j
		where j.outcome = 'ok'
		order by j.article, j.comment, j.account, j.n desc
	), taken_back as (
		delete from core.vote v using cast_now k
		where k.value = 0 and k.was <> 0
			and v.article_id = k.article and v.account_id = k.account and v.comment_id = k.comment
	), put_in as (
		insert into core.vote (article_id, account_id, comment_id, value)
		select k.article, k.account, k.comment, k.value from cast_now k where k.value <> 0 and k.value <> k.was
		on conflict (article_id, account_id, comment_id) do update set value = excluded.value
	), moved as (
		update core.comment x set up = x.up + m.up, down = x.down + m.down, rank_best = core.rank_best(x.up + m.up, x.down + m.down)
		from (
			select k.article, k.comment, sum((k.value > 0)::int - (k.was > 0)::int)::int as up,
				sum((k.value < 0)::int - (k.was < 0)::int)::int as down
			from cast_now k where k.value <> k.was
			group by k.article, k.comment
		) m
		where x.article_id = m.article and x.id = m.comment and (m.up <> 0 or m.down <> 0)
		returning x.article_id, x.id, x.up, x.down
	), raised as (
		update core.article x set version = x.version + 1
		where x.id in (select m.article_id from moved m)
		returning x.id, x.version
	), noted as (
		insert into core.journal (article_id, version, seq, change, comment_id)
		select r.id, r.version, row_number() over (partition by r.id order by m.id) - 1, 'votes', m.id
		from raised r join moved m on m.article_id = r.id
	)
	select j.outcome, case when j.outcome = 'ok' then coalesce(r.version, j.version) end,
		case j.outcome
			when 'ok' then json_build_object('votes',
				json_build_object('up', coalesce(m.up, j.up), 'down', coalesce(m.down, j.down)))
			when 'sanctioned' then core.sanctioned_json('ban', j.until) end
	from judged j
	left join moved m on m.article_id = j.article and m.id = j.comment
	left join raised r on r.id = j.article
	order by j.n;
end $$;
