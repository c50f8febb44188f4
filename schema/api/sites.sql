-- SPDX-License-Identifier: Apache-2.0
-- All sites with their rules and own reasons, and the epoch, for the workers' memory. p_known: the stamp of what the
-- worker has. clock_ms is the host's time and not core.now(), because workers make ids by their hosts' clocks.
-- Outcomes:
--   ok    {stamp, epoch, sites, clock_ms}: sites is [{id, key, title, home, timezone, mode, first_sight, fold_votes, origins, providers, reasons,
--         rules_version, rules}]
--   same  {clock_ms}: nothing changed
create or replace function api_1.sites(p_known text, out outcome text, out version bigint, out body json)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
	v_stamp text;
	v_epoch constant text := core.epoch();
	v_clock bigint := core.wall_clock();
begin
	select md5(v_epoch || coalesce(string_agg(concat_ws(' ', s.id, s.key, s.origins, s.rules_version, s.updated_at), ',' order by s.id), ''))
	into v_stamp from core.site s;
	if v_stamp = p_known then
		outcome := 'same';
		body := json_build_object('clock_ms', v_clock);
		return;
	end if;
	outcome := 'ok';
	select json_build_object('stamp', v_stamp, 'epoch', v_epoch, 'sites', coalesce(json_agg(json_build_object('id', s.id, 'key', s.key,
			'title', s.title, 'home', s.settings ->> 'home', 'timezone', s.settings ->> 'timezone', 'mode', s.settings ->> 'mode', 'first_sight', s.settings -> 'first_sight', 'fold_votes', s.settings -> 'fold_votes', 'origins', s.origins,
			'providers', (select coalesce(json_agg(json_build_object('name', p.name, 'kind', p.kind, 'title', p.settings ->> 'title', 'sign_in', p.settings ->> 'sign_in') order by p.name), '[]')
				from core.provider p where p.site_id = s.id and (p.kind = 'oidc' or p.settings ? 'sign_in')),
			'reasons', core.reasons_json(s.settings), 'rules_version', s.rules_version, 'rules', coalesce(r.document, '{}')) order by s.id), '[]'),
		'clock_ms', v_clock)
	into body
	from core.site s
	left join core.rule_set r on r.site_id = s.id and r.version = s.rules_version;
end $$;
