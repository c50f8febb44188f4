-- SPDX-License-Identifier: Apache-2.0
-- Claims the unclaimed cases of highest priority in one statement, so that two moderators never get the same case.
-- Left out is what the viewer cannot decide: cases of their own comments, cases that they proposed or escalated last, and
-- appealed cases, which are decided as appeals (view appealed: appeals in which they took part). Cases that the viewer
-- skipped come when nothing else is left, the first skipped first. View mine: renews the viewer's claims. p_max:
-- maximum number of claims of one moderator (0: no limit). p_site: the key
-- of one site; null: all of the viewer's.
-- Outcomes:
--   ok          {cases}; the same cases, as they are now, for the same p_claim or Idempotency-Key
--   claims_max  the viewer has that many claims already
--   not_found   p_site: no such site, or one where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden, key_reused
create or replace function api_1.claim_next(p_viewer bytea, p_view text, p_article uuid, p_limit int, p_lease int, p_max int default 100,
	p_claim uuid default core.new_id(), p_key uuid default null, p_digest bytea default null, p_site text default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_ids uuid[];
	v_skipped uuid[];
	v_again boolean;
	v_now timestamptz := core.now();
	v_left int;
	v_key constant uuid := coalesce(p_key, p_claim);
	v_digest constant bytea := coalesce(p_digest, '');
	k record;
	v_items json[];
	v_n int;
begin
	perform core.id_check(p_claim);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_scope(w, 3, 'cases', p_site) g;
	if outcome <> 'ok' then
		return;
	end if;
	v_left := core.claims_left(w.account, case when p_view = 'mine' then 0 else p_max end);
	-- after the lock: another transaction may have used the same key until then
	k := core.idempotency_find(w.account, v_key, 'claim_next', v_digest);
	if k.reused then
		outcome := 'key_reused';
		return;
	elsif k.seen then
		body := json_build_object('cases', core.cases_json(array(select e.id::uuid from json_array_elements_text(k.result) with ordinality e (id, n) order by e.n)));
		return;
	elsif v_left <= 0 then
		outcome := 'claims_max';
		return;
	end if;
	v_left := least(p_limit, v_left);
	v_skipped := case when p_view in ('mine', 'skipped') then '{}' else core.cases_skipped(w.account) end;
	foreach v_again in array array[false, true] loop
		exit when v_ids is not null or v_again and v_skipped = '{}';
		execute 'with next as (
				select f.comment_id from core.case_file f
				where f.state = ''open'' ' || core.view_sql(coalesce(p_view, 'all'), 3) ||
				case when p_article is not null then ' and f.article_id = $2' else '' end ||
				case when p_view = 'mine' then '' else ' and (f.claimed_until is null or f.claimed_until <= $4)' end || '
					and ($1 is null or f.site_id = any($1)) and f.author_id <> $3
					and (f.proposal is null and not f.escalated or not core.handed_over(f, $3))
					and ' || case when p_view = 'mine' then 'true' when p_view = 'appealed' then 'not exists (select from core.appeal a
						where a.comment_id = f.comment_id and a.state = ''open'' and core.took_part(a, $3))' else 'not f.appealed' end ||
				case when v_again then ' and f.comment_id = any($7) order by array_position($7, f.comment_id)'
					else ' and f.comment_id <> all($7) order by f.priority desc, f.comment_id desc' end || '
				limit $5
				for no key update skip locked
			), taken as (
				update core.case_file f set claimed_by = $3, claimed_until = $4 + make_interval(secs => $6)
				from next n where f.comment_id = n.comment_id
				returning f.comment_id, f.priority
			)
			select array_agg(t.comment_id order by t.priority desc, t.comment_id desc) from taken t'
		into v_ids using v_sites, p_article, w.account, v_now, v_left, p_lease, v_skipped;
	end loop;
	update core.case_skip s set back_at = v_now
	where s.account_id = w.account and s.back_at is null and s.comment_id = any(v_ids);
	v_items := array(select json_array_elements(core.cases_json(v_ids)));
	v_n := core.fit_count(v_items);
	if p_view is distinct from 'mine' then -- only cases that fit the answer are claimed
		update core.case_file f set claimed_by = null, claimed_until = null where f.comment_id = any(v_ids[v_n + 1:]);
	end if;
	perform core.idempotency_store(w.account, v_key, 'claim_next', v_digest, null, p_claim, to_json(coalesce(v_ids[1:v_n], '{}')));
	body := json_build_object('cases', to_json(v_items[1:v_n]));
end $$;
