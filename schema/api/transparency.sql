-- SPDX-License-Identifier: Apache-2.0
-- Restrictions of a period on the viewer's sites or one of them, also for API tokens with the scope transparency:read: the figures, or with p_statements a page of
-- statements for the EU DSA Transparency Database, newest first; statements that break its rules are listed apart.
-- Outcomes:
--   ok          {from, to, figures}: [{figure, key, value}]; or {statements, faulty, next}: faulty is [{puid,
--               fault}], next an id or null
--   not_found   a site where the viewer has no role
--   sanctioned  {kind, until}: a ban
--   scope       {scope}: the API token lacks it
--   sign_in, second_factor, forbidden, token_ended, token_expired
create or replace function api_1.transparency(p_viewer bytea, p_from timestamptz, p_to timestamptz, p_statements boolean, p_limit int, p_at_id uuid,
	p_site text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	w core.viewer_state := core.viewer(p_viewer, null);
	v_sites uuid[];
	v_to timestamptz := coalesce(p_to, core.now());
	v_from timestamptz := coalesce(p_from, greatest(v_to - interval '30 days', '0001-01-01 00:00Z'));
begin
	select g.outcome, g.body, g.sites into outcome, body, v_sites from core.desk_reader(w, p_viewer, 'transparency:read', null, p_site) g;
	if outcome <> 'ok' then
		return;
	elsif not p_statements then
		select json_build_object('from', core.rfc3339(v_from), 'to', core.rfc3339(v_to),
			'figures', json_agg(json_build_object('figure', f.figure, 'key', f.key, 'value', f.value) order by f.figure, f.key))
		into body from core.figures(v_sites, v_from, v_to) f;
		return;
	end if;
	with page as (
		select r.id, row_number() over (order by r.id desc, r.revision desc) as n,
			core.dsa_json(r.id, r.kind, r.site_id, r.revision, r.reason, r.source, r.automated, r.at, r.until, r.content_at) as s
		from core.restrictions(v_sites, v_from, v_to, p_at_id, p_limit + 1) r
		order by r.id desc fetch first (p_limit + 1) rows with ties
	), kept as (
		-- revisions of one comment share its id and are never split between pages
		select p.id, p.n, p.s, core.dsa_fault(p.s) as fault from page p where p.id >= (select l.id from page l where l.n <= p_limit order by l.n desc limit 1)
	)
	select json_build_object('statements', coalesce(json_agg(k.s order by k.n) filter (where k.fault is null), '[]'),
		'faulty', coalesce(json_agg(json_build_object('puid', k.s ->> 'puid', 'fault', k.fault) order by k.n) filter (where k.fault is not null), '[]'),
		'next', case when (select count(*) from page) > (select count(*) from kept) then (select k2.id from kept k2 order by k2.n desc limit 1) end)
	into body from kept k;
end $$;
