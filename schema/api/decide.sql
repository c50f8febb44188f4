-- SPDX-License-Identifier: Apache-2.0
-- Makes up to 100 decisions, each for the case version that its moderator saw, with audit entry and notices. Articles
-- are locked in order first. The moderator's live claims are renewed for p_lease seconds. The Idempotency-Key is
-- stored if anything was decided; refused decisions may be repeated.
-- Outcomes:
--   ok          {results}: [{case, status, decision?, code?, current?}] in the order of p_decisions; status 200,
--               202 proposed, 403 own comment, 404, 409 stale or claimed by a colleague, 422; current is left out
--               if the answer has no space
--   sanctioned  {kind, until}: a ban
--   sign_in, second_factor, forbidden, key_reused
create or replace function api_1.decide(p_viewer bytea, p_decisions json, p_key uuid, p_digest bytea, p_lease int default 600,
	out outcome text, out version bigint, out body json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	k record;
	i record;
	v_results json[] := '{}'::json[];
begin
	perform core.id_check((d ->> 'id')::uuid) from json_array_elements(p_decisions) d;
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_access(w, 3, 'cases') g;
	if outcome <> 'ok' then
		perform core.audit_refused(w, 'decide', null, null, outcome);
		return;
	end if;
	perform from core.article a
	where a.id in (select c.article_id from json_array_elements(p_decisions) d join core.comment c on c.id = (d ->> 'case')::uuid)
	order by a.id
	for no key update;
	-- after the locks: another transaction may have used the same key until then
	if p_key is not null then
		k := core.idempotency_find(w.account, p_key, 'decide', p_digest);
		if k.reused then
			outcome := 'key_reused';
			return;
		elsif k.seen then
			body := k.result;
			return;
		end if;
	end if;
	for i in
		select d.item, d.n, c.article_id
		from json_array_elements(p_decisions) with ordinality d (item, n)
		left join core.comment c on c.id = (d.item ->> 'case')::uuid
		order by c.article_id, d.n
	loop
		v_results[i.n] := core.decide_one(w, v_sites, i.article_id, i.item);
		perform core.audit_refused(w, i.item ->> 'action', case when i.article_id is not null then (i.item ->> 'case')::uuid end,
			(select a.site_id from core.article a where a.id = i.article_id), v_results[i.n] ->> 'code');
	end loop;
	perform core.claims_renew(w.account, p_lease);
	v_results := v_results[1:core.fit_count(v_results)] || array(
		select (r.item::jsonb - 'current')::json from unnest(v_results[core.fit_count(v_results) + 1:]) with ordinality r (item, n) order by r.n);
	body := json_build_object('results', to_json(v_results));
	if p_key is not null and exists (select from unnest(v_results) r where r ->> 'status' in ('200', '202')) then
		perform core.idempotency_store(w.account, p_key, 'decide', p_digest, null, null, body);
	end if;
end $$;
