-- SPDX-License-Identifier: Apache-2.0
-- Undoes up to 100 decisions in one transaction, each as decision_undo() does. A site has one audit entry for all, which
-- lists them as members and has the first as object; its id is made of p_entry, so a repeated call finds what it undid. Articles are locked in order
-- first. The Idempotency-Key is stored if anything was undone.
-- Outcomes:
--   ok          {results: [{decision, status, case?, code?, current?, article?, article_version?}]} in the order of
--               p_decisions; status 200, 403 own comment, 404, 409 something changed since, 422 the text was erased;
--               current is left out if the answer has no space
--   sanctioned  {kind, until}: a ban
--   confirm     {methods}: for more than 20 the viewer has to prove themselves again, see core.fresh()
--   sign_in, second_factor, forbidden, key_reused
create or replace function api_1.decisions_undo(p_viewer bytea, p_decisions uuid[], p_entry uuid,
	p_key uuid default null, p_digest bytea default null, out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	k record;
	i record;
	v_entry uuid;
	v_code text;
	v_members jsonb := jsonb_build_object(); -- by site
	v_results json[] := '{}'::json[];
begin
	perform core.id_check(p_entry);
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'cases') g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'undo', null, null, outcome);
		return;
	elsif cardinality(p_decisions) > 20 and not core.fresh(w) then
		outcome := 'confirm';
		body := core.confirm_json(w.account);
		return;
	end if;
	perform from core.article a
	where a.id in (select d.article_id from core.decision d where d.id = any(p_decisions))
	order by a.id
	for no key update;
	if p_key is not null then
		k := core.idempotency_find(w.account, p_key, 'decisions_undo', p_digest);
		if k.reused then
			outcome := 'key_reused';
			return;
		elsif k.seen then
			body := k.result;
			return;
		end if;
	end if;
	for i in
		select x.id, x.n, d.site_id, d.article_id, d.comment_id, d.state_before, d.state_after, d.case_version, d.id is not null as known
		from unnest(p_decisions) with ordinality x (id, n)
		left join core.decision d on d.id = x.id
		order by d.article_id, x.n
	loop
		v_entry := overlay(p_entry::text placing left(md5(p_entry::text || i.site_id::text), 12) from 25)::uuid;
		v_code := case when not i.known or not coalesce(i.site_id = any(v_sites), true) then 'not_found' else 'ok' end;
		if v_code = 'ok' and not exists (select from core.decision d where d.id = i.id and d.undone_entry = v_entry) then
			select u.outcome into v_code from core.undo_one(w.account, i.id, v_entry, true) u;
			if v_code = 'ok' then
				v_members := jsonb_set(v_members, array[i.site_id::text], coalesce(v_members -> i.site_id::text, '[]')
					|| jsonb_build_object('decision', i.id, 'from', i.state_after, 'to', i.state_before, 'version', i.case_version + 1));
			end if;
		end if;
		perform core.audit_refused(w, 'undo', case when i.known then i.id end, i.site_id, v_code);
		v_results[i.n] := json_strip_nulls(json_build_object('decision', i.id,
			'status', case v_code when 'ok' then 200 when 'forbidden' then 403 when 'not_found' then 404 when 'text_erased' then 422 else 409 end,
			'case', case when v_code <> 'not_found' then i.comment_id end, 'code', nullif(v_code, 'ok'),
			'article', case when v_code = 'ok' then i.article_id end,
			'article_version', case when v_code = 'ok' then (select a.version from core.article a where a.id = i.article_id) end)::json);
		if v_code in ('conflict', 'text_erased') then
			v_results[i.n] := (v_results[i.n]::jsonb || jsonb_build_object('current', core.case_now_json(i.comment_id)))::json;
		end if;
	end loop;
	perform core.audit_write(overlay(p_entry::text placing left(md5(p_entry::text || m.site), 12) from 25)::uuid, w.account, 'undo',
		(m.list #>> '{0,decision}')::uuid, m.site::uuid, jsonb_build_object('members', m.list), null)
	from jsonb_each(v_members) m (site, list);
	v_results := v_results[1:core.fit_count(v_results)] || array(
		select (r.item::jsonb - 'current')::json from unnest(v_results[core.fit_count(v_results) + 1:]) with ordinality r (item, n) order by r.n);
	body := json_build_object('results', to_json(v_results));
	if p_key is not null and v_members <> '{}' then
		perform core.idempotency_store(w.account, p_key, 'decisions_undo', p_digest, null, null, body);
	end if;
end $$;
